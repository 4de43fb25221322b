// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/**
 * TinyG and g2core: lines answered in JSON once they are planned, status reports by exception, a planner of 28 blocks.
 * Sources: TinyG wiki, "JSON Operation", "Status Reports", "Feedhold and Resume"; TinyG {@code json_parser.c},
 * {@code planner.h}.
 */
final class TinygBoard implements Firmware {
    private static final int PLANNER_BLOCKS = 28;
    private static final long BOOT_NANOS = 300_000_000L;
    private static final long REPORT_NANOS = 250_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Stat {
        READY(1),
        ALARM(2),
        STOP(3),
        END(4),
        RUN(5),
        HOLD(6);

        private final int code;

        Stat(int code) {
            this.code = code;
        }
    }

    private enum Life {
        BOOTING,
        ALIVE,
        HUNG
    }

    private record Waiting(BooleanSupplier until, Runnable then) {}

    private final Profile profile;
    private final double speed;
    private final ExecutedLog log;
    private final RxRing ring;
    private final Motion motion;
    private final StringBuilder line = new StringBuilder();
    private final Transmitter tx = new Transmitter("\n");
    private GrblProgram program = new GrblProgram(GrblFlavour.PLAIN);
    private Life life = Life.BOOTING;
    private Stat stat = Stat.READY;
    private Stat told = Stat.READY;
    private boolean toldSpeed;
    private Optional<Waiting> waiting = Optional.empty();
    private boolean pausedForPerson;
    private int consumed;
    private int resets;
    private long now;
    private long bootedAt;
    private long reportAt;
    private double machineSeconds;

    TinygBoard(Profile profile, double speed, ExecutedLog log) {
        this.profile = profile;
        this.speed = speed;
        this.log = log;
        motion = new Motion(3, PLANNER_BLOCKS, profile);
        ring = new RxRing(profile.wire().rxBufferBytes());
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        life = Life.BOOTING;
        bootedAt = now + BOOT_NANOS;
        stat = Stat.READY;
        told = stat;
        log.dropped(motion.abandon());
        motion.place(new double[3]);
        program = new GrblProgram(GrblFlavour.PLAIN);
        forget();
    }

    private void forget() {
        ring.clear();
        line.setLength(0);
        waiting = Optional.empty();
        pausedForPerson = false;
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (life != Life.ALIVE) return;
        for (int i = 0; i < count; i++) {
            int c = bytes[i] & 0xff;
            switch (c) {
                case 0x18 -> {
                    restart(now);
                    return;
                }
                case 0x04 -> {
                    log.dropped(motion.abandon());
                    forget();
                    stat = Stat.ALARM;
                }
                case '!' -> {
                    if (!motion.still()) motion.hold(profile.motion().accelerationMmPerS2());
                    stat = Stat.HOLD;
                }
                case '~' -> {
                    motion.release();
                    pausedForPerson = false;
                    if (stat == Stat.HOLD) stat = Stat.RUN;
                }
                case '%' -> flush();
                default -> ring.put((byte) c);
            }
        }
    }

    /** Only in a hold; elsewhere a file may begin with it. */
    private void flush() {
        if (stat != Stat.HOLD) return;
        log.dropped(motion.abandon());
        forget();
        stat = Stat.STOP;
    }

    @Override
    public void advance(long nowNanos) {
        double seconds = (nowNanos - now) / 1e9 * speed;
        now = nowNanos;
        machineSeconds += seconds;
        if (life == Life.BOOTING && now >= bootedAt) {
            life = Life.ALIVE;
            tx.say("{\"r\":{\"fv\":" + version()
                    + ",\"fb\":440.20,\"hp\":1,\"hv\":8,\"id\":\"3X3566-SIM\",\"msg\":\"SYSTEM"
                    + " READY\"},\"f\":[1,0,0]}");
        }
        if (life != Life.ALIVE) return;
        motion.advance(seconds);
        boolean progress = true;
        while (progress && life == Life.ALIVE) progress = runOne();
        if (stat == Stat.RUN && motion.still() && waiting.isEmpty()) stat = Stat.STOP;
        boolean moved = stat != told || (stat == Stat.HOLD && motion.atRest() && toldSpeed);
        if (moved || (stat == Stat.RUN && now >= reportAt)) tx.say("{" + report() + "}");
    }

    private boolean runOne() {
        if (waiting.isPresent()) {
            if (!waiting.get().until().getAsBoolean()) return false;
            var done = waiting.get();
            waiting = Optional.empty();
            done.then().run();
            return true;
        }
        while (!ring.isEmpty()) {
            char c = ring.take();
            if (c == '\n' || c == '\r') {
                var text = line.toString().strip();
                consumed = line.length() + 1;
                line.setLength(0);
                if (!text.isEmpty()) take(text);
                return true;
            }
            if (line.length() < profile.wire().maxLineBytes()) line.append(c);
        }
        return false;
    }

    private void take(String text) {
        if (text.startsWith("{")) json(text);
        else if (stat == Stat.ALARM) answer("", 203);
        else gcode(text.replaceAll("\\([^)]*\\)|;.*|\\s", "").toUpperCase(Locale.ROOT));
    }

    private String version() {
        return profile.family() == Family.G2CORE ? "0.99" : "0.970";
    }

    private void json(String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            answer("", 111);
            return;
        }
        if (tree.has("sr")) answer(report(), 0);
        else if (tree.has("qr")) answer("\"qr\":" + motion.free(), 0);
        else if (tree.has("fv")) answer("\"fv\":" + version(), 0);
        else if (tree.has("id")) answer("\"id\":\"3X3566-SIM\"", 0);
        else if (tree.has("clear")) {
            if (stat == Stat.ALARM) stat = Stat.READY;
            answer("\"clear\":true", 0);
        } else if (tree.has("js") || tree.has("qv") || tree.has("sv")) {
            answer(text.substring(1, text.length() - 1), 0);
        } else answer("", 100);
    }

    private void gcode(String text) {
        if (text.isEmpty()) {
            answer("", 0);
            return;
        }
        if (text.startsWith("G28.2")) {
            home(text);
            return;
        }
        var block = program.read(text, motion.planned());
        if (block.error() != 0) answer("", status(block.error()));
        else if (block.moves()) await(motion::hasRoom, () -> act(text, block));
        else if (block.synchronised() || block.dwellSeconds() > 0) await(motion::still, () -> act(text, block));
        else act(text, block);
    }

    /** Each axis named goes to its switch, which is its zero. */
    private void home(String text) {
        await(motion::still, () -> {
            var to = motion.planned();
            for (int i = 0; i < 3; i++) if (text.indexOf("XYZ".charAt(i)) > 0) to[i] = 0;
            motion.addPath(to, 50, 1000);
            stat = Stat.RUN;
            await(motion::still, () -> {
                log.add(text);
                answer("", 0);
            });
        });
    }

    /** In TinyG's numbers what grbl's interpreter found. */
    private static int status(int grbl) {
        return switch (grbl) {
            case 20 -> 131;
            case 21 -> 133;
            case 22 -> 137;
            case 26 -> 134;
            case 33, 34, 35 -> 138;
            default -> 130;
        };
    }

    private void act(String text, GrblBlock block) {
        log.add(text);
        program.apply(block);
        if (block.moves()) {
            double feed = block.rapid()
                    ? profile.motion().rapidMmPerMin()
                    : Math.min(program.feed(), profile.limits().feedMaxMmPerMin());
            if (block.pathMm() > 0) motion.addPath(block.target(), block.pathMm(), feed);
            else motion.add(block.target(), feed);
            if (stat != Stat.HOLD && !motion.still()) stat = Stat.RUN;
        }
        double until = machineSeconds + block.dwellSeconds();
        pausedForPerson = block.pauses();
        if (pausedForPerson) stat = Stat.HOLD;
        if (block.ends()) stat = Stat.END;
        if (pausedForPerson || block.dwellSeconds() > 0)
            await(() -> !pausedForPerson && machineSeconds >= until, () -> answer("", 0));
        else answer("", 0);
    }

    private void await(BooleanSupplier until, Runnable then) {
        waiting = Optional.of(new Waiting(until, then));
    }

    private String report() {
        told = stat;
        boolean rests = motion.still() || motion.atRest();
        toldSpeed = !rests;
        reportAt = now + REPORT_NANOS;
        var at = motion.position();
        return String.format(
                Locale.ROOT,
                "\"sr\":{\"posx\":%.3f,\"posy\":%.3f,\"posz\":%.3f,\"vel\":%.2f,\"stat\":%d}",
                at[0],
                at[1],
                at[2],
                rests ? 0 : motion.feed(),
                stat.code);
    }

    private void answer(String body, int code) {
        tx.answer("{\"r\":{" + body + "},\"f\":[1," + code + "," + consumed + "]}");
    }

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> restart(nowNanos);
            case MUTE -> life = Life.HUNG;
            case LOSE_OK -> tx.loseNextAnswer();
            case HALT -> {
                log.dropped(motion.abandon());
                forget();
                program = new GrblProgram(GrblFlavour.PLAIN);
                stat = Stat.ALARM;
                tx.say(
                        "{\"er\":{\"fb\":440.20,\"st\":203,\"msg\":\"Limit switch hit - Shutdown occurred\",\"val\":1}}");
            }
            case HANGUP, BROWN_OUT -> {}
        }
    }

    @Override
    public byte[] takeOutput() {
        return tx.take();
    }

    @Override
    public int restMs() {
        return waiting.isPresent() || !motion.still() ? 1 : 20;
    }

    @Override
    public long executed() {
        return log.count();
    }

    @Override
    public Map<String, Object> status() {
        var at = motion.position();
        var status = new LinkedHashMap<String, Object>();
        status.put("firmware", profile.family().wireName());
        status.put("state", stat.name().toLowerCase(Locale.ROOT));
        status.put("position", Map.of("X", at[0], "Y", at[1], "Z", at[2]));
        status.put("spindle", program.spindle());
        status.put("executed", log.count());
        status.put("working", waiting.isPresent() || !motion.still() || !ring.isEmpty());
        status.put("bytesLost", ring.lost());
        status.put("resets", resets);
        return status;
    }
}
