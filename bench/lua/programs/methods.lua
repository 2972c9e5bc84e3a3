-- Method calls through two levels of inheritance, a metamethod for + and a property function.
local Shape = {}
Shape.__index = Shape
function Shape.new(class, width)
  return setmetatable({ width = width, calls = 0 }, class)
end
function Shape:touch()
  self.calls = self.calls + 1
  return self
end
function Shape:area() return 0 end
function Shape:describe() return self:touch():area() + self.width end

local Square = setmetatable({}, { __index = Shape })
Square.__index = Square
function Square:area() return self.width * self.width end

local Box = setmetatable({}, { __index = Square })
Box.__index = Box
Box.__add = function(a, b) return Box:new(a.width + b.width) end
function Box:new(width)
  local box = Shape.new(self, width)
  box.height = 2
  return box
end
function Box:area() return Square.area(self) * self.height end

local sum = 0
local shapes = { Shape.new(Shape, 1), Shape.new(Square, 2), Box:new(3) }
for i = 1, SIZE do
  for j = 1, 3 do sum = sum + shapes[j]:describe() end
  local both = shapes[3] + Box:new(i % 10)
  sum = (sum + both:describe()) % 1000003
end

assert(shapes[1].calls == SIZE)
assert(sum == ({ [300000] = 349853, [20000] = 289991 })[SIZE], sum)
