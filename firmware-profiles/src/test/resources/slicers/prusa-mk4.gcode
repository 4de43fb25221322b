; As PrusaSlicer 2.7 begins and ends a file for this machine by its own profile.
M73 P0 R40
M17 ; enable steppers
M862.1 P0.4 ; nozzle diameter check
M862.3 P "MK4" ; printer model check
M862.5 P2 ; g-code level check
M862.6 P"Input shaper" ; FW feature check
M115 U5.1.2+13478
M555 X65 Y53 W120 H100
G90 ; use absolute coordinates
M83 ; extruder relative mode
M140 S60 ; set bed temp
M104 T0 S170 ; set extruder temp for bed leveling
M109 T0 R170 ; wait for temp
M84 E ; turn off E motor
G28 ; home all without mesh bed level
G1 X42 Y-4 Z5 F4800
M302 S160 ; lower cold extrusion limit to 160C
G1 E-2 F2400 ; retraction
G29 P9 X10 Y-4 W32 H4
G0 Z40 F10000
M190 S60 ; wait for bed temp
G29 P1 ; invalidate mbl & probe print area
G29 P3.13 ; extrapolate mbl outside probe area
G29 A ; activate mbl
M104 S215
G0 X0 Y-4 Z15 F4800 ; move away and ready for the purge
M109 S215
G92 E0
M569 S0 E ; set spreadcycle mode for extruder
G0 E7 X15 Z0.2 F500 ; purge
M221 S100 ; set flow to 100%
M572 S0.036 ; Filament gcode
G1 X80 Y80 Z.2 F9000
G1 X90 Y80 E.5 F1200
G1 E-.7 F2700
G1 Z41.2 F720 ; Move print head up
M104 S0 ; turn off temperature
M140 S0 ; turn off heatbed
M107 ; turn off fan
G1 X241 Y170 F3600 ; park
M572 S0 ; reset pressure advance
M84 X Y E ; disable motors
