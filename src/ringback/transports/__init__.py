"""The rim: clocks, chance and sockets. Each turns the crank of something pure."""
