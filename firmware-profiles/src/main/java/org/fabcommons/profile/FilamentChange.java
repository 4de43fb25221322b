// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

/**
 * How the agent changes filament where the firmware does not do it itself.
 *
 * @param parkX where the head waits, mm from the machine's zero
 * @param parkY as {@code parkX}
 * @param liftMm how far it goes up before it goes there
 * @param retractMm drawn back before, and pushed forward after, so that nothing drips on the way
 * @param unloadMm drawn back so that the filament can be taken out; 0 where a person pulls it
 * @param loadMm pushed in before purging; 0 where a person pushes it
 * @param purgeMm pushed out at once until the colour is right
 * @param feedMmPerMin of the filament
 * @param nozzleOffS after so many seconds of waiting the nozzle goes off; it is heated again before anything else
 */
public record FilamentChange(
        double parkX,
        double parkY,
        double liftMm,
        double retractMm,
        double unloadMm,
        double loadMm,
        double purgeMm,
        double feedMmPerMin,
        int nozzleOffS) {
    public FilamentChange {
        for (double mm : new double[] {liftMm, retractMm, unloadMm, loadMm, purgeMm})
            InvalidValue.unless(mm >= 0 && mm <= 1000, "filamentChange", "has a length that is not 0 to 1000 mm");
        InvalidValue.unless(feedMmPerMin > 0, "filamentChange.feedMmPerMin", "must be above 0");
        InvalidValue.unless(nozzleOffS >= 1, "filamentChange.nozzleOffS", "must be at least 1");
    }
}
