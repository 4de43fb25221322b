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
G1 X71.513 Y71.454
G1 E5 F2400
M204 S500
G1 F1200
G1 X72.015 Y70.952 E.02226
G1 X72.705 Y70.44 E.02694
G1 X73.647 Y69.974 E.03296
G1 X74.34 Y69.763 E.02272
G1 X75.551 Y69.623 E.03823
G1 X91.132 Y69.627 E.48853
G1 X135.772 Y75.174 E1.41042
G1 X137.038 Y75.451 E.04062
G1 X138.274 Y75.983 E.04217
G1 X139.235 Y76.625 E.03625
G1 X140.092 Y77.437 E.03703
G1 X140.806 Y78.398 E.03751
G1 X74.839 Y76.218 E.08107
G1 X74.84 Y75.712 E.01504
G1 X76.263 Y74.289 E.05979
G1 X75.758 Y74.289 E.01502
G1 X74.68 Y75.367 E.04528
G1 E-3.5 F3600
G1 F7200;_WIPE
G1 X75.758 Y74.289 E-.7239
G1 F7200;_WIPE
G1 X76.263 Y74.289 E-.24009
G1 F7200;_WIPE
G1 X75.577 Y74.975 E-.46101
G1 E-.075 F3600
M107
G1 Z20 F600 ; Move print head up
G1 X5 Y182.4 F9000 ; present print
G1 Z88 F600 ; Move print head further up
G1 Z150 F600 ; Move print head further up
M140 S0 ; turn off heatbed
M104 S0 ; turn off temperature
M107 ; turn off fan
M84 X Y E ; disable motors
