// SPDX-License-Identifier: CC0-1.0
// Radius leaves: gauges for the radius of corners and fillets, cut by a laser. By Lin, FabCommons.
// All lengths in mm. Ten leaves from a sheet of 140 x 180 mm.

/* [Leaves] */
radii = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15];
columns = 2;
thickness = 3;      // of the sheet, for the picture
kerf = 0.16;        // width of what the laser burns away: measure it on a test square
/* [Output] */
// Parts to look at, or what the laser follows.
part = "leaves";    // [leaves, marks, cut, engrave]

long = 58;
high = 26;
gap = 5;
hole = 5;           // for a ring that keeps the set together
$fn = 120;

if (part == "leaves") linear_extrude(thickness) all() leaf(radii[$leaf]);
if (part == "marks") translate([0, 0, thickness]) linear_extrude(0.05) all() mark(radii[$leaf]);
if (part == "cut") offset(delta = kerf / 2) all() leaf(radii[$leaf]);
if (part == "engrave") all() mark(radii[$leaf]);

/** Every leaf in its place on the sheet. */
module all() {
    for ($leaf = [0:len(radii) - 1])
        translate([gap + ($leaf % columns) * (long + gap), gap + floor($leaf / columns) * (high + gap)]) children();
}

/**
 * A leaf: its upper left corner is round and is held into an inner fillet; out of its upper right corner the same
 * radius is taken, to be laid on an outer edge. The two lower corners are for holding.
 */
module leaf(r) {
    difference() {
        intersection() {
            square([long, high]);
            hull() {
                translate([r, high - r]) circle(r);
                translate([3, 3]) circle(3);
                translate([long - 3, 3]) circle(3);
                translate([long - 1, high - 1]) square(1);
            }
        }
        translate([long, high]) circle(r);
        translate([hole, hole]) circle(d = hole);
    }
}

module mark(r) {
    translate([15, 9]) text(str("R ", r), size = 9, font = "Liberation Sans:style=Bold", valign = "center", $fn = 24);
    // Arcs beside both gauges show which corner is which.
    near = max(r, 4);
    arc(near - 1.6, [near, high - near], 90);
    arc(r + 1.6, [long, high], 180);
}

/** A fine arc of a bit less than a quarter turn. */
module arc(radius, middle, from) {
    translate(middle) intersection() {
        difference() {
            circle(radius + 0.35);
            circle(radius - 0.35);
        }
        rotate(from + 12) square(40);
        rotate(from - 12) square(40);
    }
}
