; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M73 P0 R64
M107
G90 ; use absolute coordinates
M83 ; extruder relative mode
M204 S1250 T1250
M104 S215 ; set extruder temp
M140 S65 ; set bed temp
G28 ; home all
G1 Y1.0 Z0.3 F1000 ; move print head up
M190 S65 ; wait for bed temp
M109 S215 ; wait for extruder temp
G92 E0.0
G1 X205.0 E19 F1000
G1 Y1.6
G1 X5.0 E19 F1000
G92 E0.0
G1 Y2.0 Z0.2 F1000
G1 X65.0 E9.0 F1000
G1 X105.0 E12.5 F1000
G92 E0.0
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M107
G92 E0.0
G1 E-6 F2400
G1 Z.075 F10800
G1 Z.2
G1 Z.275
G1 X62.373 Y61.994
G1 Z.2
G1 E6 F3000
M204 S800
G1 F1200
G1 X63.385 Y61.199 E.04036
G1 X63.984 Y60.915 E.0208
G1 X64.802 Y60.689 E.0266
G1 X65.551 Y60.623 E.02359
G1 X81.083 Y60.626 E.48699
G1 X125.649 Y66.167 E1.40807
G1 X126.748 Y66.408 E.03529
G1 X127.803 Y66.865 E.03605
G1 X128.602 Y67.399 E.03013
G1 X129.352 Y68.109 E.03237
G1 X129.949 Y68.913 E.0314
G1 X130.387 Y69.766 E.03009
G1 X66.109 Y63.922 E-.13341
G1 F8640;_WIPE
G1 X64.473 Y65.557 E-.61039
G1 F8640;_WIPE
G1 X64.472 Y66.064 E-.13363
G1 F8640;_WIPE
G1 X66.614 Y63.922 E-.79941
G1 F8640;_WIPE
G1 X67.075 Y63.922 E-.12171
G1 E-.12 F2400
G1 Z18.075 F10800
M107
G1 E-1.0 F2100 ; retract
G92 E0.0
G1 Z48 E-34.0 F720 ; move print head up & retract filament
G4 ; wait
M104 S0 ; turn off temperature
M140 S0 ; turn off heatbed
M107 ; turn off fan
G1 X0 Y105 F3000 ; park print head
M84 ; disable motors
M73 P100 R0
