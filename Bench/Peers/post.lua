-- The script of wrk: POSTs the lines of the file BODIES in turn. "@@" in a body becomes a number that was not used before, here or in another run.
local bodies, requests = {}, {}
local before, after = nil, nil
local number, turn = 0, 0
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init()
  wrk.headers["content-type"] = "application/json"
  wrk.headers["accept"] = "application/json"
  for line in io.lines(os.getenv("BODIES")) do
    bodies[#bodies + 1] = line
  end
  local mark = bodies[1]:find("@@", 1, true)
  if mark then
    before = bodies[1]:sub(1, mark - 1)
    after = bodies[1]:sub(mark + 2)
    number = thread_number * 1000000000 + (os.time() % 900000) * 1000
    return
  end
  for i, body in ipairs(bodies) do
    requests[i] = wrk.format("POST", nil, nil, body)
  end
end

function request()
  if before then
    number = number + 1
    return wrk.format("POST", nil, nil, before .. string.format("%012d", number) .. after)
  end
  turn = turn % #requests + 1
  return requests[turn]
end
