; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M201 X1000 Y1000 Z1000 E5000 ; sets maximum accelerations, mm/sec^2
M203 X200 Y200 Z12 E120 ; sets maximum feedrates, mm / sec
M204 P1250 R1250 T1250 ; sets acceleration (P, T) and retract acceleration (R), mm/sec^2
M205 X8.00 Y8.00 Z0.40 E1.50 ; sets the jerk limits, mm/sec
M205 S0 T0 ; sets the minimum extruding and travel feed rate, mm/sec
M107 ; disable fan
G90 ; use absolute coordinates
M83 ; extruder relative mode
M220 S100 ; reset speed factor to 100%
M221 S100 ; reset extrusion rate to 100%
M190 S65 ; wait for bed to heat up
M104 S210 ; start nozzle heating but don't wait
G1 Z3 F3000 ; move z up little to prevent scratching of surface
G28 ; home all axes
G1 X3 Y3 F5000 ; move to corner of the bed to avoid ooze over centre
M109 S210 ; wait for the nozzle to heat up
M190 S65 ; wait for the bed to heat up
G92 E0 ; Reset Extruder
G1 Z3 F3000 ; move z up little to prevent scratching of surface
G1 X10 Y.5 Z0.25 F5000.0 ; Move to start position
G1 X100 Y.5 Z0.25 F1500.0 E15 ; Draw the first line
G1 X100 Y.2 Z0.25 F5000.0 ; Move to side a little
G1 X10 Y.2 Z0.25 F1500.0 E30 ; Draw the second line
G92 E0 ; Reset Extruder
M221 S95
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M107 ; disable fan
G92 E0
G1 E-1.9 F2100 ; retract
G1 Z.6 F7800 ; lift Z
G1 X109.405 Y109.325 ; move to first skirt point
G1 Z.2 ; restore layer Z
G1 E1.9 F2100 ;  ; unretract
M204 S500 ; adjust acceleration
G1 F1200
G1 X110 Y108.729 E.02639 ; skirt
G1 X111.159 Y107.87 E.04523 ; skirt
G1 X112.059 Y107.388 E.03202 ; skirt
G1 X113.418 Y106.901 E.04525 ; skirt
G1 X114.416 Y106.702 E.0319 ; skirt
G1 X115.551 Y106.623 E.03569 ; skirt
G1 X131.28 Y106.631 E.49315 ; skirt
G1 X176.29 Y112.217 E1.42209 ; skirt
G1 X178.206 Y112.678 E.06181 ; skirt
G1 X179.962 Y113.492 E.06069 ; skirt
G1 X181.29 Y114.43 E.05097 ; skirt
G1 X182.317 Y115.424 E.0448 ; skirt
G1 X114.879 Y116.242 E-.1625 ; wipe and retract
G1 F6240;_WIPE
G1 X114.975 Y116.146 E-.04347 ; wipe and retract
G1 E-.095 F2100 ; retract
G1 Z18.6 F7800 ; lift Z
M107 ; disable fan
G4 ; wait
G92 E0 ; prepare to retract
G1 E-0.5 F3000; retract to avoid stringing
G91 ; use relative coordinates
G1 X1 Y1 F1200
G1 Z138.6 ; Move print head up
G90 ; use absolute coordinates
M200 D0 ; disable volumetric e
M220 S100 ; reset speed factor to 100%
M221 S100 ; reset extrusion rate to 100%
M106 S0 ; turn-off fan
M104 S0 ; turn-off hotend
M140 S0 ; turn-off bed
M150 P0 ; turn off led
M85 S0 ; deactivate idle timeout
M84 ; disable motors
