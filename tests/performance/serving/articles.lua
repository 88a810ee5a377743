-- For wrk: posts the articles of the file named by ARTICLES, each with a number of its own, with one of the KEYS in turn.
-- wrk -s articles.lua URL, with ARTICLES, KEYS (by commas) and RUN (a name that no run before had) in the environment.
local bodies, keys, first = {}, {}, 0
for line in io.lines(os.getenv("ARTICLES")) do bodies[#bodies + 1] = line end
for key in os.getenv("KEYS"):gmatch("[^,]+") do keys[#keys + 1] = key end

function setup(thread)
  first = first + 1
  thread:set("number", first)
end

local sent = 0

function request()
  sent = sent + 1
  local place = sent % #bodies + 1
  local name = os.getenv("RUN") .. "x" .. number .. "x" .. sent
  local body = bodies[place]:gsub("NUMBER", name)
  local headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. keys[sent % #keys + 1]}
  return wrk.format("POST", nil, headers, body)
end

local statuses = {}
function response(status) statuses[status] = (statuses[status] or 0) + 1 end

function done(summary, latency, _)
  io.write(string.format(
    "RESULT {\"requests\": %d, \"seconds\": %.3f, \"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f, \"refused\": %d, \"broken\": %d}\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
