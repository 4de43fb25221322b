; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M73 P0 R71
M73 Q0 S71
M201 X1000 Y1000 Z200 E5000 ; sets maximum accelerations, mm/sec^2
M203 X200 Y200 Z12 E120 ; sets maximum feedrates, mm / sec
M204 P1250 R1250 T1250 ; sets acceleration (P, T) and retract acceleration (R), mm/sec^2
M205 X8.00 Y8.00 Z0.40 E4.50 ; sets the jerk limits, mm/sec
M205 S0 T0 ; sets the minimum extruding and travel feed rate, mm/sec
M107
M862.3 P "MK3S" ; printer model check
M862.1 P0.4 ; nozzle diameter check
M115 U3.11.0 ; tell printer latest fw version
G90 ; use absolute coordinates
M83 ; extruder relative mode
M104 S215 ; set extruder temp
M140 S60 ; set bed temp
M190 S60 ; wait for bed temp
M109 S215 ; wait for extruder temp
G28 W ; home all without mesh bed level
G80 ; mesh bed leveling
G1 Z0.2 F720
G1 Y-3 F1000 ; go outside print area
G92 E0
G1 X60 E9 F1000 ; intro line
G1 X100 E12.5 F1000 ; intro line
G92 E0
M221 S95
; Don't change E values below. Excessive value can damage the printer.
M907 E430 ; set extruder motor current
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M900 K0.05 ; Filament gcode LA 1.5
M900 K30 ; Filament gcode LA 1.0
M107
G92 E0.0
G1 E-.8 F2100
G1 Z.4 F720
G1 X87.373 Y66.994 F10800
G1 Z.2 F720
G1 E.8 F2100
M204 S800
G1 F1200
G1 X88.385 Y66.199 E.04036
G1 X88.984 Y65.915 E.0208
G1 X89.802 Y65.689 E.0266
G1 X90.551 Y65.623 E.02359
G1 X106.083 Y65.626 E.48699
G1 X150.649 Y71.167 E1.40807
G1 X151.748 Y71.408 E.03529
M73 P0 R70
G1 X152.803 Y71.865 E.03605
G1 X153.602 Y72.399 E.03013
G1 X154.352 Y73.109 E.03237
G1 X154.949 Y73.913 E.0314
G1 X155.387 Y74.766 E.03009
G1 X89.313 Y70.212 E.05422
G1 F8640;_WIPE
G1 X90.603 Y68.922 E-.42126
G1 F8640;_WIPE
G1 X91.109 Y68.922 E-.11674
G1 F8640;_WIPE
G1 X90.429 Y69.602 E-.222
G1 E-.04 F2100
G1 Z18.4 F720
M107
G1 Z19 F720 ; Move print head up
G1 X0 Y200 F3600 ; park
G1 Z67 F720 ; Move print head further up
G4 ; wait
M221 S100 ; reset flow
M900 K0 ; reset LA
M907 E538 ; reset extruder motor current
M104 S0 ; turn off temperature
M140 S0 ; turn off heatbed
M107 ; turn off fan
M84 ; disable motors
M73 P100 R0
M73 Q100 S0
