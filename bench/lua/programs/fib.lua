-- Recursion: Fibonacci numbers the slow way.
local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

assert(fib(SIZE) == ({ [34] = 5702887, [25] = 75025 })[SIZE])
