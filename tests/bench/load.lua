-- What `wrk` asks, and how it went in one line of JSON that `load.py` reads.
-- An argument after `--` is the body of a form to post.

function init(args)
  if args[1] then
    wrk.method = "POST"
    wrk.body = args[1]
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"requests_per_s": %f, "p50_ms": %f, "p99_ms": %f, "errors": %d}',
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status
  ))
end
