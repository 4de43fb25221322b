// SPDX-License-Identifier: CERN-OHL-W-2.0
// Jig knob: turns an ordinary hex bolt or nut into a hand knob for jigs, clamps and machines. By Ada, FabCommons.
// All lengths in mm. Prints as it stands, without support; the cap is a second, small part.

/* [Fastener] */
size = 6;           // metric thread: 4, 5, 6, 8 or 10
clearance = 0.25;   // added to the hexagon across its flats
/* [Knob] */
diameter = 46;
height = 18;
lobes = 6;
bite = 3.2;         // how deep the hollows for the fingers are
collar = 20;        // diameter of the foot that bears on the work
rounding = 5;       // of the upper edge
/* [Output] */
part = "knob";      // [knob, cap, both]

// ISO 4017 bolts: thread, width across flats, height of the head; ISO 273 medium hole.
fasteners = [[4, 7, 2.8, 4.5], [5, 8, 3.5, 5.5], [6, 10, 4.0, 6.6], [8, 13, 5.3, 9.0], [10, 16, 6.4, 11.0]];
assert(len(search(size, fasteners)) > 0, "size must be 4, 5, 6, 8 or 10");
fastener = fasteners[search(size, fasteners)[0]];
across_flats = fastener[1];
head = fastener[2];
hole = fastener[3];

cap_diameter = (across_flats + clearance) / cos(30) + 5;
cap_thickness = 2;
web = 4.6;          // what the bolt's head pulls against
assert(height >= web + head + cap_thickness, "the knob must be higher than the bolt's head and the cap");

if (part != "cap") knob();
if (part != "knob") translate([part == "both" ? diameter * 0.85 : 0, 0, 0]) cap();

module knob() {
    difference() {
        grip();
        translate([0, 0, -1]) cylinder(d = hole, h = height + 2, $fn = 48);
        translate([0, 0, web]) cylinder(d = (across_flats + clearance) / cos(30), h = height, $fn = 6);
        translate([0, 0, height - cap_thickness]) cylinder(d = cap_diameter, h = cap_thickness + 1, $fn = 96);
    }
}

/** The star: rings of points from the collar up over the rounded edge, joined into one skin. */
module grip() {
    around = 144;
    lift = (diameter - collar) / 2;     // above this the collar's 45 degree cone is wider than the star
    levels = concat([0, 0.6], [for (z = [2:1:lift]) z], [for (step = [0:10:90]) height - rounding * (1 - sin(step))]);

    rings = [for (z = sorted(levels)) [for (i = [0:around - 1]) star_point(i * 360 / around, z)]];
    n = len(rings);
    polyhedron(
        points = [for (ring = rings) each ring],
        faces = concat(
            [[for (i = [0:around - 1]) i]],
            [for (level = [0:n - 2], i = [0:around - 1])
                let (j = (i + 1) % around, a = level * around, b = a + around)
                each [[a + i, b + i, b + j], [a + i, b + j, a + j]]],
            [[for (i = [around - 1:-1:0]) (n - 1) * around + i]]));
}

/** A point of the surface: the lobes, no wider than the collar's cone allows, drawn in at the rounded edge. */
function star_point(angle, z) =
    let (edge = max(0, z - (height - rounding)),
         inset = rounding - sqrt(max(0, rounding * rounding - edge * edge)),
         star = diameter / 2 - bite * (1 - cos(lobes * angle)) / 2 - inset,
         cone = collar / 2 + max(0, z - 0.6),
         r = (star + cone - sqrt(pow(star - cone, 2) + 2)) / 2)    // the lesser of both, its edge softened
    [r * cos(angle), r * sin(angle), z];

/** Ascending, each height once. */
function sorted(list) = len(list) == 0 ? [] :
    let (least = min(list)) concat([least], sorted([for (z = list) if (z > least + 0.01) z]));

/** Closes the knob over the bolt's head; three ribs hold it by friction. Printed with its face down. */
module cap() {
    $fn = 64;
    difference() {
        union() {
            cylinder(d1 = cap_diameter - 0.9, d2 = cap_diameter - 0.3, h = 0.4);
            translate([0, 0, 0.4]) cylinder(d = cap_diameter - 0.3, h = cap_thickness - 0.4);
            for (i = [0:2]) rotate(i * 120) translate([cap_diameter / 2 - 0.3, 0, 0.5])
                cylinder(d = 0.9, h = cap_thickness - 0.5, $fn = 12);
        }
        // Its size can be read, and felt.
        translate([0, 0, -0.01]) mirror([1, 0, 0]) linear_extrude(0.61)
            text(str("M", size), size = cap_diameter * 0.28, font = "Liberation Sans:style=Bold",
                halign = "center", valign = "center", $fn = 16);
    }
}
