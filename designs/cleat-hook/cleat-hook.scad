// SPDX-License-Identifier: CC-BY-4.0
// Cleat hook: hooks that hang on a bevelled rail, and a printed length of that rail. By Sam, FabCommons.
// All lengths in mm. The hook is printed lying on its side: the layers then run along the load, not across it.

/* [Rail] */
rail = 12;          // thickness of the rail: 12 for the printed one, or that of your plywood
rail_height = 32;
rail_length = 150;
play = 0.4;         // between hook and rail
/* [Hook] */
width = 18;
back_height = 74;
thickness = 7;      // of the hook's material
reach = 42;         // free room on the hook
lip = 20;           // how far the tip turns up
/* [Output] */
part = "hook";      // [hook, rail, hook-standing]
$fn = 64;

if (part == "hook") hook();
if (part == "rail") rail_piece();
if (part == "hook-standing") translate([-width / 2, 0, 0]) rotate([90, 0, 90]) mirror([1, 0, 0]) hook();

/** The hook, lying on its side: x away from the wall, y up. */
module hook() {
    linear_extrude(width) offset(2) offset(-2) offset(1) offset(-1) union() {
        cleat_back(rail, back_height, thickness, play);
        hook_arm();
    }
}

/**
 * The back of anything that hangs on the rail, seen from the side. A plate from y = 0 to back_height with its face at
 * x = thickness; a claw at its upper end that drops behind the rail's bevel; a foot that keeps it upright on the wall.
 * The wall is at x = -(rail + play).
 */
module cleat_back(rail, back_height, thickness, play) {
    gap = rail + play;
    shoulder = back_height - 10;        // where the bevel meets the plate
    square([thickness, back_height]);
    // The claw: its underside falls at 45 degrees from the plate towards the wall.
    polygon([[1, shoulder], [0, shoulder], [-gap, shoulder - gap], [-gap, back_height - 8], [-gap + 8, back_height],
        [1, back_height]]);
    // The foot.
    translate([-gap, 0]) square([gap + 1, 9]);
}

module hook_arm() {
    out = thickness + reach;
    // A floor that falls slightly towards the plate, and a tip that turns up.
    hull() {
        translate([thickness / 2, 5]) circle(d = thickness);
        translate([out, 9]) circle(d = thickness);
    }
    hull() {
        translate([out, 9]) circle(d = thickness);
        translate([out + lip * 0.4, 9 + lip]) circle(d = thickness);
    }
    // A gusset, where the arm wants to break.
    polygon([[thickness - 1, 4], [thickness + 18, 9], [thickness - 1, 30]]);
}

/**
 * A length of rail, printed on its front; holes for countersunk 4 mm screws every 50 mm. Its upper edge slopes down
 * towards the wall, so that the load draws the claw in.
 */
module rail_piece() {
    difference() {
        rotate([90, 0, 90]) linear_extrude(rail_length)
            polygon([[0, 0], [rail_height + rail, 0], [rail_height, rail], [0, rail]]);
        for (x = [25:50:rail_length - 20]) translate([x, rail_height * 0.5, -0.01]) {
            cylinder(d = 4.5, h = rail + 1);
            cylinder(d1 = 9.5, d2 = 4.5, h = 2.6);
        }
    }
}
