; As Cura 4.13 begins and ends a file for this machine by its own definition.
M140 S60
M105
M190 S60
M104 S205
M105
M109 S205
M82
G28 ; home all axes
 M117 Purge extruder
 G92 E0 ; reset extruder
 G1 Z1.0 F3000 ; move z up little to prevent scratching of surface
 G1 X2 Y20 Z0.3 F5000.0 ; move to start-line position
 G1 X2 Y200.0 Z0.3 F1500.0 E15 ; draw 1st line
 G1 X2 Y200.0 Z0.4 F5000.0 ; move to side a little
 G1 X2 Y20 Z0.4 F1500.0 E30 ; draw 2nd line
 G92 E0 ; reset extruder
 G1 Z1.0 F3000 ; move z up little to prevent scratching of surface
G92 E0
G92 E0
G1 F2700 E-5
M107
G0 F6000 X60 Y60 Z0.2
G1 F2700 E0
G1 F1200 X70 Y60 E0.3
G1 X70 Y70 E0.6
G1 F2700 E-4.4
M140 S0
M107
G91; relative positioning
 G1 Z1.0 F3000 ; move z up little to prevent scratching of print
 G90; absolute positioning
 G1 X0 Y200 F1000 ; prepare for part removal
 M104 S0; turn off extruder
 M140 S0 ; turn off bed
 G1 X0 Y300 F1000 ; prepare for part removal
 M84 ; disable motors
 M106 S0 ; turn off fan
M82
M104 S0
