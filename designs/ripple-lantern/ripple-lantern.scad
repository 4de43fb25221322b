// SPDX-License-Identifier: CC-BY-SA-4.0
// Ripple lantern: a shade for an electric tea light, printed in one spiral line, and the dish it stands in.
// By Sam, FabCommons. All lengths in mm.

/* [Shade] */
height = 105;
foot = 31;          // radius at the foot
belly = 15;         // how far it swells
ripple = 3.4;       // height of the waves
waves = 14;
turn = 70;          // degrees the waves wind from foot to rim
/* [Dish] */
light = 38.5;       // diameter of the tea light, with play
play = 0.6;         // between shade and dish
line = 0.6;         // width of the spiral line
/* [Output] */
// "shade" is a solid body for the slicer's spiral (vase) mode; "shade-shell" has the wall as it will be.
part = "shade";     // [shade, shade-shell, dish]

around = 112;
up = 60;

if (part == "shade") skin(0);
if (part == "shade-shell") shell(line);
if (part == "dish") dish();

/** Radius at an angle and a height: a belly, and waves that grow from a smooth foot. */
function radius(angle, z) =
    let (t = z / height, grown = min(1, max(0, (t - 0.03) / 0.25)), soft = grown * grown * (3 - 2 * grown))
    foot + belly * pow(sin(180 * min(1, t * 0.86)), 1.2) + ripple * soft * cos(waves * (angle + turn * t));

function ring(z, inset) = [for (i = [0:around - 1])
    let (a = i * 360 / around, r = radius(a, z) - inset) [r * cos(a), r * sin(a), z]];

/** The outer surface, closed at both ends. */
module skin(inset) {
    points = [for (k = [0:up]) each ring(height * k / up, inset)];
    polyhedron(points, concat(
        [[for (i = [0:around - 1]) i]],
        sides(0, up),
        [[for (i = [around - 1:-1:0]) up * around + i]]));
}

/** Outer and inner surface, open above and below. */
module shell(wall) {
    outer = [for (k = [0:up]) each ring(height * k / up, 0)];
    inner = [for (k = [0:up]) each ring(height * k / up, wall)];
    n = len(outer);
    polyhedron(concat(outer, inner), concat(
        sides(0, up),
        [for (f = sides(0, up)) [f[2] + n, f[1] + n, f[0] + n]],
        [for (i = [0:around - 1]) let (j = (i + 1) % around) each
            [[i, j, n + i], [j, n + j, n + i],
             [n + up * around + i, up * around + j, up * around + i],
             [n + up * around + i, n + up * around + j, up * around + j]]]));
}

function sides(from, to) = [for (k = [from:to - 1], i = [0:around - 1])
    let (j = (i + 1) % around, a = k * around, b = a + around)
    each [[a + i, b + i, b + j], [a + i, b + j, a + j]]];

/** A dish with a rim outside the shade's foot, and a ring that keeps the tea light in the middle. */
module dish() {
    $fn = 56;
    inner = foot + play;
    rotate_extrude() polygon([
        [0, 0], [inner + 3.5, 0], [inner + 6.5, 3], [inner + 6.5, 7], [inner + 5.5, 8], [inner + 4.5, 8],
        [inner, 3.5], [inner, 2.4],
        [light / 2 + 2, 2.4], [light / 2 + 2, 4.4], [light / 2 + 1.4, 5], [light / 2, 5], [light / 2, 1.6], [0, 1.6]]);
}
