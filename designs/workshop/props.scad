// SPDX-License-Identifier: CC0-1.0
// Things that stand in the pictures beside the designs. Not parts of any design.
what = "screws";
$fn = 48;

if (what == "screws") scatter(46, 9);
if (what == "nuts") scatter_nuts(26, 4);
if (what == "bolt") bolt(6, 30);
if (what == "bits") bit();
if (what == "candle") candle();
if (what == "wall") translate([-105, 12.5, -75]) cube([210, 5, 180]);
if (what == "tape") rotate([90, 0, 0]) difference() { cylinder(d = 104, h = 25, $fn = 96); translate([0, 0, -1]) cylinder(d = 76, h = 30, $fn = 96); }

module screw(d = 3, l = 10) {
    rotate([0, 90, 0]) { cylinder(d = d, h = l); translate([0, 0, -1.6]) cylinder(d1 = d * 1.9, d2 = d * 1.9, h = 1.7); }
}
module scatter(n, seed) {
    xs = rands(-48, 30, n, seed); ys = rands(-34, 34, n, seed + 1); as = rands(0, 360, n, seed + 2);
    for (i = [0:n - 1]) translate([xs[i], ys[i], 1.2 + 3]) rotate([0, 12, as[i]]) screw();
    for (i = [0:6]) translate([48 + i * 6, sin(i * 140) * (9 - i), 1.2 + 3]) rotate([0, 12, i * 77]) screw();
}
module nut(d = 3) {
    difference() { cylinder(d = d * 2.1, h = d * 0.8, $fn = 6); translate([0, 0, -1]) cylinder(d = d, h = d * 2); }
}
module scatter_nuts(n, seed) {
    xs = rands(-52, 20, n, seed); ys = rands(-36, 36, n, seed + 1);
    for (i = [0:n - 1]) translate([xs[i], ys[i], 1.3]) rotate([0, 0, i * 31]) nut();
}
module bolt(d, l) {
    cylinder(d = d, h = l);
    translate([0, 0, -d * 0.66]) cylinder(d = d * 1.92, h = d * 0.66, $fn = 6);
}
module bit() {
    // A 1/4" hex bit, its shank down.
    cylinder(d = 6.35 / cos(30), h = 18, $fn = 6);
    translate([0, 0, 18]) cylinder(d1 = 6.6, d2 = 4.4, h = 1.5);
    translate([0, 0, 19.5]) cylinder(d1 = 4.4, d2 = 4.4, h = 2);
    difference() {
        translate([0, 0, 21.5]) cylinder(d1 = 4.4, d2 = 1.2, h = 3.5, $fn = 24);
        for (a = [45:90:315]) rotate(a) translate([1.1, 1.1, 20]) cube(6);
    }
}
module candle() {
    cylinder(d = 37.5, h = 16);
    translate([0, 0, 16]) cylinder(d1 = 9, d2 = 3, h = 14);
}
if (what == "ball") sphere(d = 4.5);
