// SPDX-License-Identifier: CC-BY-SA-4.0
// Count tray: a pour tray whose floor has a hundred hollows. Shake, pour off what lies on top, and a hundred are left.
// By Sam, FabCommons; a remix of Ada's pour tray. All lengths in mm. Prints as it stands, without support.
use <pour-tray.scad>

/* [What is counted] */
piece = 4.5;        // diameter of a bead, seed, ball or nut: one must fit into a hollow, not two
columns = 10;
rows = 10;
/* [Tray] */
height = 20;
nose = 34;
mouth = 14;
wall = 1.7;

hollow = piece * 1.12;              // diameter of a hollow at the floor
deep = piece * 0.52;                // so that half of a piece stands above the floor, and the next one rolls on
pitch = piece * 1.12 + 2.2;
floor_thickness = deep + 0.8;
length = columns * pitch + 26;
width = rows * pitch + 16;

difference() {
    pour_tray(length, width, height, nose, mouth, wall, floor_thickness, 12, 1.6);
    for (column = [0:columns - 1], row = [0:rows - 1])
        translate([place(column, columns) - 6, place(row, rows), floor_thickness - deep])
            cylinder(d1 = hollow - 1.4 * deep, d2 = hollow, h = deep + 0.01, $fn = 12);
    // The count at the end of every row of ten, to be read when a tray is only partly full.
    for (row = [0:rows - 1])
        translate([place(0, columns) - 6 - pitch * 0.75, place(row, rows), floor_thickness - 0.5])
            rotate(-90) linear_extrude(1) text(str((rows - row) * columns), size = pitch * 0.34, font = "Liberation Sans:style=Bold",
                halign = "center", valign = "center", $fn = 12);
}

function place(index, count) = (index - (count - 1) / 2) * pitch;
