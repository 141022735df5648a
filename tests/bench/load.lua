-- What `wrk` asks, and how it went in one line of JSON that `load.py` reads.
-- Arguments after `--`: the body of a form to post; how often each of the paths that follow is asked,
-- each by a thread of its own. Without paths it is that of the address, until the time is over.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  if args[1] then
    wrk.method = "POST"
    wrk.body = args[1]
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  end
  if args[2] then
    wrk.path = args[2 + number]
    stop_after(tonumber(args[2]))
  end
end

function stop_after(left)
  response = function()
    left = left - 1
    if left == 0 then
      wrk.thread:stop()
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"requests_per_s": %f, "mean_ms": %f, "p50_ms": %f, "p99_ms": %f, "errors": %d}',
    summary.requests / summary.duration * 1e6,
    latency.mean / 1e3,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status
  ))
end
