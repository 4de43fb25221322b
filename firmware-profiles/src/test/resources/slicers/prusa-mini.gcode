; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M73 P0 R68
M201 X2500 Y2500 Z400 E5000 ; sets maximum accelerations, mm/sec^2
M203 X180 Y180 Z12 E80 ; sets maximum feedrates, mm / sec
M204 P1250 R1250 T2500 ; sets acceleration (P, T) and retract acceleration (R), mm/sec^2
M205 X8.00 Y8.00 Z2.00 E10.00 ; sets the jerk limits, mm/sec
M205 S0 T0 ; sets the minimum extruding and travel feed rate, mm/sec
M107
M862.3 P "" ; printer model check
G90 ; use absolute coordinates
M83 ; extruder relative mode
M104 S170 ; set extruder temp for bed leveling
M140 S60 ; set bed temp
M109 R170 ; wait for bed leveling temp
M190 S60 ; wait for bed temp
M204 T1250 ; set travel acceleration
G28 ; home all without mesh bed level
G29 ; mesh bed leveling 
M204 T2500 ; restore travel acceleration
M104 S215 ; set extruder temp
G92 E0
G1 Y-2 X179 F2400
G1 Z3 F720
M109 S215 ; wait for extruder temp
G1 X170 F1000
G1 Z0.2 F720
G1 X110 E8 F900
G1 X40 E10 F700
G92 E0
M221 S95 ; set flow
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M900 K0.2 ; Filament gcode LA 1.5
M107
G92 E0.0
G1 E-3.2 F4200
G1 Z.2 F720
G1 Z.4
G1 X62.373 Y61.994 F9000
G1 Z.2 F720
G1 E3.2 F2400
M204 P800
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
G1 X64.473 Y65.557 E.01505
G1 X66.109 Y63.922 E.06874
G1 X65.603 Y63.922 E.01502
G1 X64.313 Y65.212 E.05422
G1 E-2.24 F4200
G1 F7200;_WIPE
G1 X65.477 Y64.048 E-.912
G1 E-.048 F4200
G1 Z18.2 F720
M107
G1 E-1 F2100 ; retract
G1 Z20 F720 ; Move print head up
G1 X178 Y178 F4200 ; park print head
G1 Z48 F720 ; Move print head further up
G4 ; wait
M104 S0 ; turn off temperature
M140 S0 ; turn off heatbed
M107 ; turn off fan
M221 S100 ; reset flow
M900 K0 ; reset LA
M84 ; disable motors
M73 P100 R0
