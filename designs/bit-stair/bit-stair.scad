// SPDX-License-Identifier: CERN-OHL-P-2.0
// Bit stair: a stand for 1/4" hex bits, with a groove for a label under each row. By Lin, FabCommons.
// All lengths in mm. Prints as it stands, without support.

/* [What it holds] */
columns = 6;
rows = 3;
across_flats = 6.35;    // of the shank: 1/4" = 6.35
clearance = 0.30;       // added to across_flats; raise it if your printer makes tight holes
depth = 13;             // how deep a bit stands
/* [Stair] */
pitch = 12;             // from bit to bit along a row
step_depth = 19;        // from row to row
step_height = 12;       // each row stands this much above the one before
label_height = 9.2;     // the groove takes 9 mm label tape; 0 for none
label_recess = 0.5;
foot = 16;              // height of the first step
round = 2.5;
$fn = 48;

bit_stair(columns, rows);

/** The whole stand: its lower left back corner at the origin, the rows stepping up towards +y. */
module bit_stair(columns, rows) {
    difference() {
        stair_body(columns * pitch + 4, rows);
        for (row = [0:rows - 1], column = [0:columns - 1])
            translate([2 + pitch * (column + 0.5), bit_y(row), foot + row * step_height - depth])
                bit_pocket();
    }
}

/** Middle of a row's pockets, seen from the front edge. */
function bit_y(row) = row * step_depth + step_depth * 0.60;

/** The side view drawn along x. Each riser leans back, so that its label looks up at the reader. */
module stair_body(long, rows) {
    translate([long, 0, 0]) rotate([90, 0, -90]) linear_extrude(long) mirror([1, 0]) difference() {
        union() {
            offset(round) offset(-round) stair_side(rows);
            // The edges on the print bed stay sharp: a rounded one would have to be printed on air.
            polygon([[0, 0], [lean(round * 2), round * 2], [rows * step_depth, round * 2], [rows * step_depth, 0]]);
        }
        if (label_height > 0) for (row = [0:rows - 1]) label_groove(row);
    }
}

module stair_side(rows) {
    polygon(concat(
        [[rows * step_depth, 0], [0, 0]],
        [for (row = [0:rows - 1]) each [
            [row * step_depth + (row == 0 ? 0 : lean(step_height)), row == 0 ? 0 : foot + (row - 1) * step_height],
            [row * step_depth + lean(row == 0 ? foot : step_height) + (row == 0 ? 0 : lean(step_height)) , foot + row * step_height]]],
        [[rows * step_depth, foot + (rows - 1) * step_height]]));
}

/** A riser of this height leans back by so much: 12 degrees. */
function lean(height) = height * tan(12);

module label_groove(row) {
    high = row == 0 ? foot : step_height;
    low = row == 0 ? 0 : foot + (row - 1) * step_height;
    translate([row * step_depth + (row == 0 ? 0 : lean(step_height)), low]) rotate(-12)
        translate([-1, (high / cos(12) - min(label_height, high - 2)) / 2])
            square([1 + label_recess, min(label_height, high - 2)]);
}

/** A hexagonal hole with a funnel at its mouth; origin at its bottom. */
module bit_pocket() {
    wide = (across_flats + clearance) / cos(30);
    cylinder(d = wide, h = depth + 1, $fn = 6);
    translate([0, 0, depth - 0.8]) cylinder(d1 = wide, d2 = wide + 2, h = 1.01, $fn = 6);
}
