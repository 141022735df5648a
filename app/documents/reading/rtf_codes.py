"""What RTF's control words and charsets stand for, as `rtf.py` reads them."""

WRITTEN = {  # control words that are a character
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "cell": "\t",
    "nestcell": "\t",  # of a table in a cell
}
SYMBOLS = {  # control symbols that are a character
    b"~": "\xa0",
    b"_": "-",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\t": "\t",
}
LINE_ENDS = ("par", "sect", "page", "column", "row", "nestrow")
PARAGRAPH_SYMBOLS = (b"\r", b"\n")

READ_THOUGH_STARRED = ("shpinst",)  # a text box
OWN_LINES = ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
BESIDE = ("footnote", "shptxt")
SKIPPED = frozenset(  # groups that hold no text of the document, or say it a second time
    (
        *("colortbl", "stylesheet", "info", "pict", "object", "objdata", "sp", "shprslt"),
        *("nonshppict", "fldinst", "pntxta", "pntxtb", "xe", "tc", "rxe"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "filetbl", "annotation"),
        *("atnid", "atnauthor", "bkmkstart", "bkmkend", "listtable", "listoverridetable"),
    )
)

ANSI = "cp1252"
SYMBOL_FONT = 2
CHARSETS = {  # of a font, to Python's names; any other is the document's own
    0: ANSI,
    77: "mac_roman",
    78: "shift_jis",
    79: "big5",
    80: "euc_kr",
    81: "mac_arabic",
    83: "mac_greek",
    84: "mac_cyrillic",
    85: "gb2312",
    86: "mac_romanian",
    88: "cp874",
    89: "mac_latin2",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
DOCUMENT_CHARSETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CODE_PAGES = {10000: "mac_roman", 65001: "utf-8"}  # those that Python calls otherwise
