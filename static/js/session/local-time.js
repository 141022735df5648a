// Moments that the server writes in UTC are shown as the clock of this device has them, and a report
// that is kept as a file has them so, too.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

document.addEventListener("htmx:after:swap", showLocalTimes);
showLocalTimes();

function showLocalTimes() {
  document.querySelectorAll("main time").forEach(showLocalTime);
  for (const link of document.querySelectorAll("a[download]")) {
    link.search = new URLSearchParams({ tz: timeZone });
  }
}

function showLocalTime(time) {
  if (!time.textContent.endsWith(" UTC")) return;
  const moment = new Date(time.dateTime);
  const day = moment.toLocaleDateString("en-GB", { dateStyle: "long" });
  time.textContent = `${day}, ${moment.toLocaleTimeString("en-GB", { timeStyle: "short" })}`;
}
