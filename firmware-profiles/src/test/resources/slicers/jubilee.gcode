; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M107
M190 S60 ; set bed temperature and wait for it to be reached
M104 S190 ; set temperature
G91 ; relative moves
G1 Z1 F900 ; raise tool 1mm
G90 ; absolute moves
T-1 ; Make sure nothing is parked on the carriage
G0 X150 Y150 F10000; Move to the center of the print area
M558 F500  ; Set the probing speed
G30 ; Do a single probe
M558 F50 ; Set a slower probing speed
G30 ; Do a second probe
T0
M109 S190 ; set temperature and wait for it to be reached
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M107
G92 E0
G1 Z.2 F19980
G1 E-1 F7980
G1 Z.4 F19980
G1 X59.078 Y59.035
G1 Z.2
G1 E1.05 F7980
G1 F2400
G1 X59.707 Y58.406 E.02771
G1 X60.934 Y57.495 E.04759
G1 X61.696 Y57.076 E.02707
G1 X62.672 Y56.672 E.0329
G1 X64.157 Y56.299 E.04769
G1 X65.213 Y56.194 E.03305
G1 X81.301 Y56.194 E.50098
G1 X126.354 Y61.785 E1.41375
G1 X127.383 Y61.98 E.03262
G1 X128.353 Y62.267 E.03151
G1 X130.187 Y63.117 E.06294
G1 X131.568 Y64.092 E.05263
G1 X69.474 Y65.573 E.01804
G1 X66.12 Y68.927 E.14812
G1 X66.121 Y68.349 E.01806
G1 X68.897 Y65.573 E.12256
G1 X68.319 Y65.574 E.01804
G1 X66.122 Y67.77 E.09701
G1 X66.123 Y67.192 E.01806
G1 X67.741 Y65.574 E.07145
G1 X67.164 Y65.574 E.01804
G1 X66.124 Y66.613 E.0459
G1 X66.125 Y66.035 E.01806
G1 X66.769 Y65.391 E.02843
G1 E-1 F7980
G1 Z18.2 F19980
M107
T-1         ; desect current tool
G0 Z305  ; move bed all the way to the bottom
M104 S0 T0; turn off extruder 0
M104 S0 T1; turn off extruder 1
M140 S0 ; turn off bed
G0 X0 Y0 F30000; return home
M84 S600; disable motors after ten mins of inactivity
