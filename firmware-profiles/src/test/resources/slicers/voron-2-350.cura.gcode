; As Cura 4.13 begins and ends a file for this machine by its own definition (voron2_350).
M140 S60
M105
M190 S60
M104 S205
M105
M109 S205
M82 ;absolute extrusion mode
print_start
G92 E0
G92 E0
G1 F2700 E-5
;LAYER_COUNT:1
;LAYER:0
M107
G0 F6000 X60 Y60 Z0.2
;TYPE:WALL-OUTER
G1 F2700 E0
G1 F1200 X70 Y60 E0.3
G1 X70 Y70 E0.6
G1 F2700 E-4.4
;TIME_ELAPSED:4.2
M140 S0
M107
print_end
M82 ;absolute extrusion mode
M104 S0
;End of Gcode
