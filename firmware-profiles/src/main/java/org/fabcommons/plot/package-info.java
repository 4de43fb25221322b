// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Reading HPGL, CAMM-GL and RML: instructions, where they bring the tool, and what a file amounts to. Pure: a stream in,
 * values out; memory does not grow with the file. Coordinates in millimetres. Sources: HP 7475A, "Interfacing and
 * Programming Manual"; Roland, "RML-1 Programming Guideline" and the lists of CAMM-GL III instructions in its manuals.
 */
package org.fabcommons.plot;
