// SPDX-License-Identifier: CERN-OHL-S-2.0
// Slot stand: holds a tablet, a recipe book or a score; four pieces of plywood, no screws. By Ada, FabCommons.
// All lengths in mm. Two sheets of 300 x 180 mm; milled with a 3.175 mm (1/8") end mill.

/* [Sheet] */
thickness = 6;      // measure your plywood: 6 mm is often 5.8
play = 0.15;        // between tenon and slot
tool = 3.175;       // diameter of the end mill
/* [Stand] */
lean = 22;          // degrees from upright
base = 140;         // length of a foot
tall = 128;         // of the back, along its slope
shelf = 26;         // depth of the shelf, for what stands on it
across = 190;       // width between the two sides
/* [Output] */
// What to draw: parts as cut, or the path of the tool's middle.
part = "assembled"; // [assembled, sides, cross, sides-inside, sides-outside, cross-engraving, cross-outside, side, back, ledge, engraving]
$fn = 72;

bar = 24;           // width of the side's limbs
tenon = 34;         // length of the slot for the back piece
ledge_tenon = 20;
tenon_length = thickness - 0.2;  // never stands proud
lip = 12;           // how far the front rises above the shelf
lip_wide = 14;
ledge_x = lip_wide + shelf / 2 + 2;

foot_y = bar / 2;
knee = [lip_wide + shelf + bar * 0.55, foot_y];   // where the back's limb leaves the foot
top = knee + tall * [sin(lean), cos(lean)];
heel = [base - bar / 2, foot_y];

if (part == "assembled") assembled();
if (part == "side") linear_extrude(thickness) side();
if (part == "back") linear_extrude(thickness) back();
if (part == "ledge") linear_extrude(thickness) ledge();
if (part == "engraving") on_back() translate([0, 0, thickness - 0.35]) linear_extrude(0.4) offset(tool / 2) ripples();
if (part == "sides") sides() side();
if (part == "cross") cross_pieces() { back(); ledge(); }
if (part == "sides-inside") offset(-tool / 2) sides() slots();
if (part == "sides-outside") offset(tool / 2) sides() side_outline();
if (part == "cross-outside") offset(tool / 2) cross_pieces() { back(); ledge(); }
if (part == "cross-engraving") cross_pieces() { ripples(); }

/** Both sides on one sheet, the second turned about. */
module sides() {
    translate([6, 8]) children();
    translate([294, 172]) rotate(180) children();
}

/** The two cross pieces on one sheet. */
module cross_pieces() {
    translate([150, 100]) children(0);
    if ($children > 1) translate([150, 30]) children(1);
}

module side() {
    difference() {
        side_outline();
        slots();
    }
}

module limb(from, to, wide) hull() {
    translate(from) circle(d = wide);
    translate(to) circle(d = wide);
}

module side_outline() {
    offset(-5) offset(5) {
        limb([bar / 2, foot_y], heel, bar);
        limb([lip_wide / 2, foot_y], [lip_wide / 2, bar + lip], lip_wide);
        limb(knee, top, bar);
        limb(heel, knee + 0.62 * (top - knee), bar * 0.7);
    }
}

/** The slots of one side: one along the back's slope, one in the foot. */
module slots() {
    translate(knee + 0.66 * (top - knee)) rotate(-lean) slot(thickness + play, tenon + play);
    translate([ledge_x, foot_y]) slot(ledge_tenon + play, thickness + play);
}

/** A slot whose corners the round tool reaches beyond, so that a square tenon fits ("dog bones"). */
module slot(wide, high) {
    square([wide, high], center = true);
    corner_relief(wide, high);
}

module corner_relief(wide, high) {
    reach = tool / 2 * 0.72;
    for (x = [-1, 1], y = [-1, 1])
        translate([x * (wide / 2 - reach), y * (high / 2 - reach)]) circle(d = tool * 1.04);
}

/** The back: a plate with a tenon at each end. */
module back() {
    high = 72;
    square([across, high], center = true);
    square([across + 2 * tenon_length, tenon], center = true);
}

/** The ledge between the feet. */
module ledge() {
    wide = shelf;
    square([across, wide], center = true);
    square([across + 2 * tenon_length, ledge_tenon], center = true);
}

/** An engraving for the back, as wide as the tool cuts it: rings on water around two stones. */
module ripples() {
    intersection() {
        square([across - 16, 56], center = true);
        union() {
            difference() {
                for (r = [4:8:150]) translate([-42, 8]) ring(r);
                translate([54, -10]) circle(26);
            }
            for (r = [4:8:20]) translate([54, -10]) ring(r);
        }
    }
}

module ring(r) difference() {
    circle(r + 0.5, $fn = 180);
    circle(r - 0.5, $fn = 180);
}

module assembled() {
    for (x = [-across / 2 - thickness, across / 2])
        translate([x, 0, 0]) rotate([90, 0, 90]) linear_extrude(thickness) side();
    on_back() linear_extrude(thickness) back();
    translate([0, ledge_x, foot_y]) translate([0, 0, -thickness / 2]) linear_extrude(thickness) ledge();
}

/** Puts a flat piece where the back stands. */
module on_back() {
    middle = knee + 0.66 * (top - knee);
    translate([0, middle.x, middle.y]) rotate([90 - lean, 0, 0]) translate([0, 0, -thickness / 2]) children();
}
