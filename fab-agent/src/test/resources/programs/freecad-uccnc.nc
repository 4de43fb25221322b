%prog1
(PathScripts.post.uccnc_post --no-show-editor)
(Exported by FreeCAD for UC-CNC)
(Post Processor: PathScripts.post.uccnc_post, version 0.0.4)
(CAM file: /tmp/cam/fc/plate.FCStd)
(Output Time: 2026-11-27 16:30:29.338824)
(Units: 'mm' and 'mm/min')
(preamble: begin)
G17 (Default: XY-plane)
G54 (Default: First coordinate system)
G40 (Default: Cutter radius compensation none)
G49 (Default: Tool Length Offsets: cancel tool length)
G90 (Default: Absolute distance mode selection)
G80 (Cancel canned cycle)
(preamble: done)
(operation initialise: TC: Default Tool)
(operation start: TC: Default Tool)
(TC: Default Tool)
M6 T1
M3 S800
(operation done: TC: Default Tool)
(operation finalised: TC: Default Tool)
(operation initialise: Pocket)
(operation start: Pocket)
(Pocket)
G0 Z14.000
G0 X40.057 Y13.943
G0 Z12.000
G1 Z6.000 F150.000
G3 X40.500 Y15.059 I-1.093 J1.079 K0.000 F600.000
G1 Y18.628
G1 X35.372 Y13.500
G1 X31.129
G1 X40.500 Y22.871
G1 Y24.941
G3 X39.704 Y26.317 I-1.503 J0.049
G1 X26.887 Y13.500
G1 X22.644 Y13.500
G1 X35.644 Y26.500
G1 X31.402
G1 X19.551 Y14.649
G2 X19.500 Y15.059 I1.267 J0.366
G1 X19.500 Y18.841
G1 X27.159 Y26.500
G1 X22.916
G1 X21.059
G3 X19.500 Y24.941 I-0.046 J-1.513
G1 Y23.084
G1 X22.916 Y26.500
G1 Z5.000 F150.000
G1 X19.500 Y23.084 F600.000
G1 Y24.941
G2 X21.059 Y26.500 I1.513 J0.046
G1 X22.916
G1 X27.159
G1 X19.500 Y18.841
G1 Y15.059
G3 X19.551 Y14.649 I1.318 J-0.044
G1 X31.402 Y26.500
G1 X35.644
G1 X22.644 Y13.500
G1 X26.887 Y13.500
G1 X39.704 Y26.317
G2 X40.500 Y24.941 I-0.707 J-1.327
G1 Y22.871
G1 X31.129 Y13.500
G1 X35.372
G1 X40.500 Y18.628
G1 Y15.059
G2 X40.057 Y13.943 I-1.536 J-0.037
G0 Z14.000
G0
(operation done: Pocket)
(operation finalised: Pocket)
(operation initialise: Drill)
(operation start: Drill)
(Drill)
(Begin Drilling)
G0 Z14.000
G90
G98
G0 X8.000 Y8.000
G0 Z12.000
G83 Z0.000 R12.000 F150.000 Q2.250
G0 Y32.000
G0 Z12.000
G83 Z0.000 F150.000
G0 X52.000
G0 Z12.000
G83 Z0.000 F150.000
G0 Y8.000
G0 Z12.000
G83 Z0.000 F150.000
G80
G0 Z12.000
G0 Z14.000
(operation done: Drill)
(operation finalised: Drill)
(operation initialise: Dwell)
(operation start: Dwell)
(Dwell)
(Begin Drilling)
G0 Z14.000
G90
G98
G0 X8.000 Y8.000
G0 Z12.000
G82 Z0.000 R12.000 F150.000
G0 X52.000
G0 Z12.000
G82 Z0.000 F150.000
G80
G0 Z12.000
G0 Z14.000
(operation done: Dwell)
(operation finalised: Dwell)
(operation initialise: Helix)
(operation start: Helix)
(Helix)
(helix cut operation)
G0 Z14.000
G0
G0 X8.000 Y32.000
G0 Z9.000
G0 X8.500
G1 F150.000
G2 X7.500 Z7.500 I-0.500 J0.000 F600.000
G2 X8.500 Z6.000 I0.500
G2 X7.500 Z4.500 I-0.500
G2 X8.500 Z3.000 I0.500
G2 X7.500 Z1.500 I-0.500
G2 X8.500 Z0.000 I0.500
G2 X7.500 I-0.500
G2 X8.500 I0.500
G0 X8.000
G0 Z9.000
G0 Z14.000
G0 X52.000
G0 Z9.000
G0 X52.500
G1 F150.000
G2 X51.500 Z7.500 I-0.500 F600.000
G2 X52.500 Z6.000 I0.500
G2 X51.500 Z4.500 I-0.500
G2 X52.500 Z3.000 I0.500
G2 X51.500 Z1.500 I-0.500
G2 X52.500 Z0.000 I0.500
G2 X51.500 I-0.500
G2 X52.500 I0.500
G0 X52.000
G0 Z9.000
G0 Z14.000
(operation done: Helix)
(operation finalised: Helix)
(operation initialise: Profile)
(operation start: Profile)
(Profile)
(Compensated Tool Path. Diameter: 3.0)
G0 Z14.000
G0 X61.061 Y41.061
G0 Z12.000
G1 Z6.000 F150.000
G2 X61.500 Y40.000 I-1.061 J-1.061 K0.000 F600.000
G1 Y0.000
G2 X60.000 Y-1.500 I-1.500 J0.000
G1 X0.000
G2 X-1.500 Y0.000 I0.000 J1.500
G1 Y40.000
G2 X0.000 Y41.500 I1.500 J-0.000
G1 X60.000
G2 X61.061 Y41.061 I-0.000 J-1.500
G1 Z3.000 F150.000
G2 X61.500 Y40.000 I-1.061 J-1.061 F600.000
G1 Y0.000
G2 X60.000 Y-1.500 I-1.500 J0.000
G1 X0.000
G2 X-1.500 Y0.000 I0.000 J1.500
G1 Y40.000
G2 X0.000 Y41.500 I1.500 J-0.000
G1 X60.000
G2 X61.061 Y41.061 I-0.000 J-1.500
G1 Z-0.000 F150.000
G2 X61.500 Y40.000 Z-0.000 I-1.061 J-1.061 K0.000 F600.000
G1 Y0.000 Z0.000
G2 X60.000 Y-1.500 Z0.000 I-1.500 J0.000 K-0.000
G1 X0.000 Z0.000
G2 X-1.500 Y0.000 Z0.000 I0.000 J1.500 K-0.000
G1 Y40.000 Z-0.000
G2 X0.000 Y41.500 Z-0.000 I1.500 J-0.000 K0.000
G1 X60.000 Z-0.000
G2 X61.061 Y41.061 Z-0.000 I-0.000 J-1.500 K0.000
G1 Z-1.000 F150.000
G2 X61.500 Y40.000 I-1.061 J-1.061 K0.000 F600.000
G1 Y0.000
G2 X60.000 Y-1.500 I-1.500 J0.000
G1 X0.000
G2 X-1.500 Y0.000 I0.000 J1.500
G1 Y40.000
G2 X0.000 Y41.500 I1.500 J-0.000
G1 X60.000
G2 X61.061 Y41.061 I-0.000 J-1.500
G0 Z14.000
G0
(operation done: Profile)
(operation finalised: Profile)
(postamble: begin)
M05 (stop spindle)
G17 (Default: XY-plane)
G54 (Default: First coordinate system)
G40 (Default: Cutter radius compensation none)
G90 (Default: Absolute distance mode selection)
G80 (Cancel canned cycle)
M30 (Stop program and rewind code)
(postamble: done)
