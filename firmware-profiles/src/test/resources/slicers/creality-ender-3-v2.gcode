; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M107
G90 ; use absolute coordinates
M83 ; extruder relative mode
M140 S60 ; set final bed temp
M104 S150 ; set temporary nozzle temp to prevent oozing during homing
G4 S10 ; allow partial nozzle warmup
G28 ; home all axis
G1 Z50 F240
G1 X2 Y10 F3000
M104 S210 ; set final nozzle temp
M190 S60 ; wait for bed temp to stabilize
M109 S210 ; wait for nozzle temp to stabilize
G1 Z0.28 F240
G92 E0
G1 Y140 E10 F1500 ; prime the nozzle
G1 X2.3 F5000
G92 E0
G1 Y10 E10 F1200 ; prime the nozzle
G92 E0
G21 ; set units to millimeters
G90 ; use absolute coordinates
M83 ; use relative distances for extrusion
M107
G92 E0
G1 E-5 F3600
G1 Z.2 F9000
G1 X61.509 Y61.459
G1 E5 F2400
M204 S500
G1 F1200
G1 X62.015 Y60.952 E.02244
G1 X62.705 Y60.44 E.02694
G1 X63.647 Y59.974 E.03296
G1 X64.34 Y59.763 E.02272
G1 X65.551 Y59.623 E.03823
G1 X81.132 Y59.627 E.48853
G1 X125.772 Y65.174 E1.41042
G1 X127.038 Y65.451 E.04062
G1 X128.274 Y65.983 E.04217
G1 X129.235 Y66.625 E.03625
G1 X130.092 Y67.437 E.03703
G1 X130.806 Y68.398 E.03751
G1 X64.839 Y66.218 E.08107
G1 X64.84 Y65.712 E.01504
G1 X66.263 Y64.289 E.05979
G1 X65.758 Y64.289 E.01502
G1 X64.68 Y65.367 E.04528
G1 E-3.5 F3600
G1 F7200;_WIPE
G1 X65.758 Y64.289 E-.7239
G1 F7200;_WIPE
G1 X66.263 Y64.289 E-.24009
G1 F7200;_WIPE
G1 X65.577 Y64.975 E-.46101
G1 E-.075 F3600
M107
G1 Z20 F600 ; Move print head up
G1 X5 Y176 F9000 ; present print
G1 Z88 F600 ; Move print head further up
G1 Z150 F600 ; Move print head further up
M140 S0 ; turn off heatbed
M104 S0 ; turn off temperature
M107 ; turn off fan
M84 X Y E ; disable motors
