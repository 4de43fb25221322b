// SPDX-License-Identifier: CC-BY-SA-4.0
// Pour tray: sort small parts in it, then pour them back through its nose. By Ada, FabCommons.
// All lengths in mm. Prints as it stands, without support. Trays of one size nest.

/* [Tray] */
length = 140;       // of the bed of the tray, without the nose
width = 96;
height = 18;
nose = 34;          // how far the nose reaches out
mouth = 12;         // inner width of the nose where the parts leave
/* [Shell] */
wall = 1.7;        // four lines of a 0.4 mm nozzle
floor_thickness = 1.2;
flare = 12;         // degrees the wall leans out: lets trays nest and makes parts roll
sill = 1.6;         // low step at the mouth: nothing rolls out of a tray that lies flat
$fn = 64;

pour_tray(length, width, height, nose, mouth, wall, floor_thickness, flare, sill);

/** The tray. Its inner floor is at z = floor_thickness and centred on x = 0, y = 0. */
module pour_tray(length, width, height, nose, mouth, wall, floor_thickness, flare, sill) {
    lean = tan(flare);
    difference() {
        tray_solid(length, width, nose, mouth, 0, height, wall, lean);
        tray_hollow(length, width, height, nose, mouth, wall, floor_thickness, lean);
        // The mouth: the wall of the nose is taken away above the sill.
        tip = tray_tip(length, nose);
        translate([tip - mouth, -mouth / 2 - lean * height, floor_thickness + sill])
            cube([mouth * 3 + lean * height, mouth + 2 * lean * height, height]);
    }
    // A rim to lift the tray by, and to keep a stack from jamming.
    difference() {
        tray_rim(length, width, height, nose, mouth, lean);
        tray_solid(length, width, nose, mouth, -1, height + 1, wall - 0.8, lean);
        tip = tray_tip(length, nose);
        translate([tip - mouth * 0.9, -width, -1]) cube([nose + mouth * 3, width * 2, height + 2]);
    }
}

/** Where the outside of the nose ends. */
function tray_tip(length, nose) = length / 2 + nose;

/** The tray's outline seen from above, `grow` wider all around: a rounded rectangle drawn out to a nose. */
module tray_outline(length, width, nose, mouth, grow) {
    corner = min(length, width) * 0.16;
    hull() {
        for (x = [-length / 2 + corner, length / 2 - corner * 1.9], y = [-1, 1])
            translate([x, y * (width / 2 - corner)]) circle(corner + grow);
        translate([tray_tip(length, nose) - mouth / 2, 0]) circle(mouth / 2 + grow);
    }
}

module tray_slice(length, width, nose, mouth, grow, z) {
    translate([0, 0, z]) linear_extrude(0.01) tray_outline(length, width, nose, mouth, grow);
}

module tray_solid(length, width, nose, mouth, from, to, wall, lean) {
    hull() {
        tray_slice(length, width, nose, mouth, wall + lean * from, from);
        tray_slice(length, width, nose, mouth, wall + lean * to, to - 0.01);
    }
}

/** What is taken out: a floor that turns up softly into the wall, so that a finger or a screw finds no corner. */
module tray_hollow(length, width, height, nose, mouth, wall, floor_thickness, lean) {
    soft = 4;
    hull() {
        for (step = [0:15:90]) {
            z = floor_thickness + soft * (1 - cos(step));
            tray_slice(length, width, nose, mouth, lean * z - soft * (1 - sin(step)), z);
        }
        tray_slice(length, width, nose, mouth, lean * (height + 1), height + 1);
    }
}

module tray_rim(length, width, height, nose, mouth, lean) {
    reach = 2.4;
    hull() {
        tray_slice(length, width, nose, mouth, lean * height + reach, height - 1.2);
        tray_slice(length, width, nose, mouth, lean * height + reach, height - 0.01);
        tray_slice(length, width, nose, mouth, lean * height, height - 1.2 - reach);
    }
}
