; What PrusaSlicer 2.5.0 writes for this machine by its own profile: beginning and end of one of our designs.
M107
M73 P0 ; clear GLCD progress bar
M75 ; start GLCD timer
G26 ; clear potential 'probe fail' condition
M107 ; disable fans
M420 S0 ; disable leveling matrix
G90 ; absolute positioning
M82 ; set extruder to absolute mode
G92 E0 ; set extruder position to 0
M140 S60 ; start bed heating up
G28 XY ; home X and Y
G1 X-19 Y258 F1000 ; move to safe homing position
M109 R140 ; soften filament before homing Z
G28 Z ; home Z
G1 E-15 F100 ; retract filament
M109 R140 ; wait for extruder to reach wiping temp
G1 X-15 Y100 F3000 ; move above wiper pad
G1 Z1 ; push nozzle into wiper
G1 X-17 Y95 F1000 ; slow wipe
G1 X-17 Y90 F1000 ; slow wipe
G1 X-17 Y85 F1000 ; slow wipe
G1 X-15 Y90 F1000 ; slow wipe
G1 X-17 Y80 F1000 ; slow wipe
G1 X-15 Y95 F1000 ; slow wipe
G1 X-17 Y75 F2000 ; fast wipe
G1 X-15 Y65 F2000 ; fast wipe
G1 X-17 Y70 F2000 ; fast wipe
G1 X-15 Y60 F2000 ; fast wipe
G1 X-17 Y55 F2000 ; fast wipe
G1 X-15 Y50 F2000 ; fast wipe
G1 X-17 Y40 F2000 ; fast wipe
G1 X-15 Y45 F2000 ; fast wipe
G1 X-17 Y35 F2000 ; fast wipe
G1 X-15 Y40 F2000 ; fast wipe
G1 X-17 Y70 F2000 ; fast wipe
G1 X-15 Y30 Z2 F2000 ; fast wipe
G1 X-17 Y35 F2000 ; fast wipe
G1 X-15 Y25 F2000 ; fast wipe
G1 X-17 Y30 F2000 ; fast wipe
G1 X-15 Y25 Z1.5 F1000 ; slow wipe
G1 X-17 Y23 F1000 ; slow wipe
G1 Z10 ; raise extruder
M109 R140 ; wait for extruder to reach probe temp
G1 X-9 Y-9 ; move above first probe point
M204 S100 ; set probing acceleration
G29          ; start auto-leveling sequence
M420 S1      ; enable leveling matrix
M425 Z       ; use measured Z backlash for compensation
M425 Z F0    ; turn off measured Z backlash compensation. (if activated in the quality settings, this command will automatically be ignored)
M204 S500 ; restore standard acceleration
G1 X0 Y0 Z15 F5000 ; move up off last probe point
G4 S1 ; pause
M400 ; wait for moves to finish
M117 Heating... ; progress indicator message on LCD
M109 R200  ; wait for extruder to reach printing temp
M190 R60 ; wait for bed to reach printing temp
G1 Z2 E0 F75 ; prime tiny bit of filament into the nozzle
M117 TAZ 6 Printing... ; progress indicator message on LCD
G21 ; set units to millimeters
G90 ; use absolute coordinates
M82 ; use absolute distances for extrusion
G92 E0
M107
G1 Z.3 F10500
G1 E-2 F2400
G92 E0
G1 X100.624 Y100.606 F10500
G1 E2 F1200
M204 S500
G1 F1440
G1 X101.189 Y100.042 E2.02012
G1 X102.068 Y99.389 E2.04771
G1 X102.812 Y98.99 E2.06898
G1 X103.853 Y98.617 E2.09681
G1 X104.675 Y98.453 E2.11793
G1 X105.552 Y98.393 E2.14008
G1 X121.193 Y98.399 E2.53403
G1 X166.03 Y103.969 E3.67209
G1 X167.609 Y104.345 E3.71298
G1 X169.052 Y105.01 E3.75299
G1 X170.015 Y105.673 E3.78244
G1 X171.003 Y106.61 E3.81674
G1 X105.863 Y106.102 E20.97617
G1 E20.87617 F2400
G92 E0
M107
M400                                      ; wait for moves to finish
M140 S40 ; start bed cooling
M104 S0                                   ; disable hotend
M107                                      ; disable fans
G91                                       ; relative positioning
G1 E-1 F300                               ; filament retraction to release pressure
G1 Z20 E-5 X-20 Y-20 F3000                ; lift up and retract even more filament
G1 E6                                     ; re-prime extruder
M117 Cooling please wait                  ; progress indicator message on LCD
G90                                       ; absolute positioning
G1 Y0 F3000                               ; move to cooling position
M190 R40 ; wait for bed to cool down to removal temp
G1 Y280 F3000                             ; present finished print
M140 S0; cool downs
M77					  ; stop GLCD timer
M84                                       ; disable steppers
G90                                       ; absolute positioning
M117 Print Complete.                      ; print complete message
