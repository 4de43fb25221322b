; As Cura 4.13 begins and ends a file for this machine by its own definition.
M140 S60
M105
M190 S60
M104 S205
M105
M109 S205
M82
G21 ; set units to millimeters
G90 ; use absolute positioning
M82 ; absolute extrusion mode
M104 S205 ; set extruder temp
M140 S60 ; set bed temp
M190 S60 ; wait for bed temp
M109 S205 ; wait for extruder temp
G28 W ; home all without mesh bed level
G80 ; mesh bed leveling
G92 E0.0 ; reset extruder distance position
G1 Y-3.0 F1000.0 ; go outside print area
G1 X60.0 E9.0 F1000.0 ; intro line
G1 X100.0 E21.5 F1000.0 ; intro line
G92 E0.0 ; reset extruder distance position
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
M104 S0 ; turn off extruder
M140 S0 ; turn off heatbed
M107 ; turn off fan
G1 X0 Y210; home X axis and push Y forward
M84 ; disable motors
M82
M104 S0
