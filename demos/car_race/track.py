"""The track of these races: lanes, cars in random colours, start and finish, keys and mouse."""

from random import Random
from time import perf_counter

import pygame

WIDTH, HEIGHT, START, FINISH = 1000, 600, 110, 950
ASPHALT, LINE, TEXT = (44, 48, 54), (150, 156, 164), (236, 238, 240)


class Car:
    def __init__(self, name, colour, distance):
        self.name = name
        self.colour = colour
        self.distance = distance
        self.x = 0  # watch
        self.seconds = None  # from the start to the finish
        self.killed = False

    def there(self):
        return self.x >= self.distance


class Track:
    def __init__(self, names, distance, seed, tie_s, alone):
        names = list(names)
        pygame.display.init()  # not pygame.init(): no sound is needed
        pygame.font.init()
        self.screen = pygame.display.set_mode((WIDTH, HEIGHT))
        self.font = pygame.font.Font(None, 26)
        self.tie_s = tie_s
        self.alone = alone  # starts by itself, and closes when all are there
        dice = Random(seed or None)
        colours = [tuple(dice.randint(90, 250) for _ in range(3)) for _ in names]
        self.cars = [Car(str(name), colour, distance) for name, colour in zip(names, colours)]
        self.clock = pygame.time.Clock()
        self.frames = 0  # watch
        self.going = alone
        self.open = True
        self.start = perf_counter()
        self.told = False
        self.repeatable = True

    def move(self, car, x):
        """Put a car where it is now. It never leaves the track."""
        if self.going and not car.there():
            car.x = min(x, car.distance)
            if car.there():
                car.seconds = perf_counter() - self.start

    def advance(self, name, pieces):
        """So many pieces of finished work further, which nobody will do again."""
        self.repeatable = False
        car = next(car for car in self.cars if car.name == name)
        self.move(car, car.x + pieces)

    def look_after(self, workers, killed):
        """End the processes of the car `killed` half-way: there it stays. Wait for the others at the end."""
        for car in self.cars:
            if car.name == killed and not car.killed and car.x >= car.distance / 2:
                car.killed = True
                for worker in workers:
                    if worker.name == killed:
                        worker.terminate()
        if self.over():
            for worker in workers:
                worker.join()

    def over(self):
        return all(car.there() or car.killed for car in self.cars)

    def listen(self):
        """Take what the keys and the mouse did: space or a click goes and stops, R begins anew."""
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                self.open = False
            elif event.type == pygame.MOUSEBUTTONDOWN:
                self.going = not self.going
            elif event.type == pygame.KEYDOWN and event.key == pygame.K_SPACE:
                self.going = not self.going
            elif event.type == pygame.KEYDOWN and event.key == pygame.K_r and self.repeatable:
                self.restart()

    def restart(self):
        self.start = perf_counter()
        self.told = False
        for car in self.cars:
            car.x = 0
            car.seconds = None

    def winners(self):
        """Those who arrived first: several, where the others came at most `tie_s` later."""
        there = [car for car in self.cars if car.seconds]
        best = min((car.seconds for car in there), default=0)
        return [car.name for car in there if car.seconds - best <= self.tie_s]

    def draw(self):
        height = (HEIGHT - 80) / len(self.cars)
        self.screen.fill(ASPHALT)
        for at in (START, FINISH):
            pygame.draw.line(self.screen, LINE, (at, 20), (at, HEIGHT - 60), 3)
        for lane, car in enumerate(self.cars):
            front = START + (FINISH - START) * car.x / car.distance
            middle = 20 + (lane + 0.5) * height
            body = pygame.Rect(front - 64, middle - 15, 64, 30)
            pygame.draw.rect(self.screen, car.colour, body, border_radius=9)
            for wheel in (body.left + 14, body.right - 14):
                pygame.draw.circle(self.screen, (16, 18, 20), (wheel, body.bottom), 8)
            time = f"{car.seconds:.2f} s" if car.seconds else ""
            self.write(f"{car.name}  {time}", (8, middle - 38))
        self.write(self.state(), (START, HEIGHT - 42))
        pygame.display.flip()
        self.frames += 1
        self.end()

    def write(self, text, place):
        self.screen.blit(self.font.render(text, True, TEXT), place)

    def state(self):
        if self.over():
            return f"{' + '.join(self.winners())} !"
        return "" if self.going else "SPACE / R"

    def end(self):
        """Tell the result once; alone, close the window."""
        if self.over() and not self.told:
            self.told = True
            for car in self.cars:
                print(car.name, f"{car.seconds:.3f} s" if car.seconds else "-")
            self.open = not self.alone
