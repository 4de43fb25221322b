// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fabcommons.gcode.Heat;
import org.fabcommons.gcode.HiddenCommand;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.MachineMove;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.plot.Instructions;
import org.fabcommons.preflight.Policy;
import org.fabcommons.preflight.Policy.Quantity;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * The rules for single commands. The preflight has already looked at the whole file; this looks again, at what is really
 * about to be sent, in case the two ever differ.
 */
public final class Guard {
    /** What acts at once in some firmware; no line may hold it. */
    private static final String REALTIME = "?!~\u0018";

    private static final Set<String> TYPED =
            Set.of("home", "homeAxis", "zero", "system", "motorsOff", "nozzle", "bed", "fan", "off");
    private static final Set<String> SPINNING = Set.of("M3", "M4", "G0", "G1", "G2", "G3");

    /** A setting or a line that is carried out at each start. Source: grbl 1.1, system.c. */
    private static final Pattern SETTING = Pattern.compile("\\$(?:\\d{1,3}|N[01])=[ -~]{0,70}");

    /** That somebody who looks after the machine allows what it keeps to be changed, beside codes and quantities. */
    public static final String SETTINGS = "settings";

    private static final String AXES = "XYZEF";
    private static final String AXES_AND_POWER = "XYZEFS";

    private final Profile profile;
    private final Set<String> allowed;
    private final boolean rapidAllowed;
    private final boolean feedAllowed;
    /** A line without a command repeats the last motion. */
    private final boolean modalAllowed;

    private final Set<String> sequences = new HashSet<>();
    private final Set<String> ownInstructions = new HashSet<>();
    /** What buttons send. */
    private final List<Pattern> control;
    /** Of that, what a person may also type: it moves nothing, or only to where the machine finds its own way. */
    private final List<Pattern> typed;

    private final Policy policy;
    private final boolean movesFree;
    /** What persons have allowed beyond the policy, by where it comes from. */
    private final Map<Source, Set<String>> allowedNow = new EnumMap<>(Source.class);

    private Supplier<Optional<MachinePlace>> place = Optional::empty;

    /** Without any policy but the profile's. */
    public Guard(Profile profile) {
        this(profile, Policy.NONE);
    }

    public Guard(Profile profile, Policy policy) {
        this.profile = profile;
        this.policy = policy;
        movesFree = policy.rule("G0").isEmpty() && policy.rule("G1").isEmpty();
        var may = new HashSet<>(profile.commands().allowed());
        may.addAll(profile.commands().ask().keySet());
        allowed = Set.copyOf(may);
        rapidAllowed =
                allowed.contains("G0") && profile.commands().refusal("G0").isEmpty();
        feedAllowed = allowed.contains("G1") && profile.commands().refusal("G1").isEmpty();
        modalAllowed = profile.commands().modalMotion();
        control = patterns(profile, action -> true);
        typed = patterns(profile, TYPED::contains);
        sequences.addAll(Interpreter.beginning(profile));
        var own = profile.sequences();
        for (var list : List.of(
                own.start(), own.end(), own.safeOff(), own.pause(), own.resume(), own.emergencyStop(), own.unlock()))
            sequences.addAll(list);
        profile.plotter().ifPresent(plotter -> {
            ownInstructions.addAll(sequences);
            ownInstructions.addAll(profile.commands().host());
            ownInstructions.addAll(plotter.setUp());
        });
    }

    /** Begins device control of plotters. */
    static final String DEVICE_CONTROL = "\u001b.";

    private static List<Pattern> patterns(Profile profile, Predicate<String> wanted) {
        return profile.control().stream()
                .flatMap(control -> Stream.concat(
                        control.actions().entrySet().stream()
                                .filter(action -> wanted.test(action.getKey()))
                                .flatMap(action -> templates(control, action.getKey(), action.getValue())),
                        control.overrides().values().stream()
                                .flatMap(override -> Stream.concat(override.line().stream(), override.ask().stream()))))
                .map(Control::pattern)
                .toList();
    }

    /** {@code G{value}} means the work coordinate systems, and no other G code. */
    private static Stream<String> templates(Control control, String action, List<String> lines) {
        if (!action.equals(Control.SYSTEM)) return lines.stream();
        return lines.stream().flatMap(line -> control.systems().stream()
                .map(system -> line.replace("{value}", system.substring(1))));
    }

    /**
     * A person answers for what the policy asks about, as long as this is not called anew.
     *
     * @param needs codes of commands and names of quantities, as {@link org.fabcommons.preflight.Checked#needs}
     */
    public void allow(Source source, Set<String> needs) {
        allowedNow.put(source, Set.copyOf(needs));
    }

    /** Whom to ask where the machine is, each time that a line goes by the machine's own coordinates. */
    public void asks(Supplier<Optional<MachinePlace>> known) {
        place = known;
    }

    /** Looks at a command before it gets its place in the stream; empty when it may go. */
    public Optional<Refusal> check(Source source, String command) {
        var refusal = checkProfile(source, command);
        return refusal.isPresent() ? refusal : checkPolicy(source, command);
    }

    /** The lab's word comes after the profile's, and the agent's own sequences always go: they make machines safe. */
    private Optional<Refusal> checkPolicy(Source source, String command) {
        if (policy.isNone() || source == Source.HOST) return Optional.empty();
        if (source == Source.FILE && movesFree && isPlainMove(command, AXES)) return Optional.empty();
        if (profile.language() == Language.PLOTTER)
            return Instructions.one(command, profile).flatMap(instruction -> rule(source, instruction.name(), command));
        var line = Line.parse(0, command, profile.commands().text());
        var codes = line.codes();
        if (codes.isEmpty()) {
            var refusal = rule(source, command.split("[ =]", 2)[0], command);
            if (refusal.isPresent()) return refusal;
        }
        for (var code : codes) {
            var refusal = rule(source, code, command);
            if (refusal.isPresent()) return refusal;
        }
        return ceilings(source, line, codes);
    }

    private Optional<Refusal> rule(Source source, String code, String command) {
        var rule = policy.rule(code);
        if (rule.isEmpty()) return Optional.empty();
        if (rule.get() == Policy.Rule.FORBIDDEN)
            return refuse("policy-forbidden", "%s is forbidden by this lab.", code);
        if (may(source, code)) return Optional.empty();
        return rule.get() == Policy.Rule.ASK
                ? refuse("policy-asks", "\"%s\" needs somebody's word in this lab: say by name that it may.", command)
                : refuse("policy-administrator", "\"%s\" needs an administrator's word in this lab.", command);
    }

    private boolean may(Source source, String need) {
        return allowedNow.getOrDefault(source, Set.of()).contains(need);
    }

    private Optional<Refusal> ceilings(Source source, Line line, List<String> codes) {
        var hot = ceiling(source, Quantity.NOZZLE, Heat.nozzle(line, profile).orElse(0), line)
                .or(() ->
                        ceiling(source, Quantity.BED, Heat.bed(line, profile).orElse(0), line));
        if (hot.isPresent()) return hot;
        boolean spins = profile.limits().spindleMax().isPresent()
                && (codes.isEmpty() || codes.stream().anyMatch(SPINNING::contains));
        if (spins) {
            var fast = ceiling(source, Quantity.SPINDLE, line.value('S').orElse(0), line);
            if (fast.isPresent()) return fast;
        }
        // What a feed rate in a file means depends on the lines before it; the preflight has followed them.
        boolean feed = source != Source.FILE && line.has('F') && !codes.contains("G93");
        return feed ? ceiling(source, Quantity.FEED, line.value('F').orElse(0), line) : Optional.empty();
    }

    private Optional<Refusal> ceiling(Source source, Quantity quantity, double value, Line line) {
        if (!policy.above(quantity, value) || may(source, quantity.key())) return Optional.empty();
        return refuse(
                "policy-administrator",
                "\"%s\" is more than this lab allows; it needs an administrator's word.",
                line.text());
    }

    private Optional<Refusal> checkProfile(Source source, String command) {
        if (profile.language() == Language.PLOTTER) return checkInstruction(source, command);
        if (source == Source.FILE && isPlainMove(command, AXES_AND_POWER)) return Optional.empty();
        boolean words = isText(command);
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c < ' ' || c >= 0x7f || (!words && REALTIME.indexOf(c) >= 0))
                return refuse("character", "The line \"%s\" contains a character that must not be sent.", command);
        }
        return switch (source) {
            case HOST -> checkOwn(command);
            case FILE -> checkFile(command);
            case CONTROL ->
                matches(control, command)
                        ? limits(command)
                        : refuse("not-ours", "\"%s\" is no command of this machine's buttons.", command);
            case CONSOLE, MACRO -> checkTyped(source, command);
        };
    }

    private Optional<Refusal> checkTyped(Source source, String command) {
        var several = several(Line.parse(0, command, profile.commands().text()));
        if (several.isPresent()) return several;
        if (checkOwn(command).isEmpty() || matches(typed, command)) return limits(command);
        if (!keeps(command)) return checkFile(command).or(() -> limits(command));
        if (may(source, SETTINGS)) return limits(command);
        return policy.administrators().isEmpty()
                ? refuse("policy-keeps", "\"%s\" changes what the machine keeps; say by name that it may.", command)
                : refuse("policy-administrator", "\"%s\" changes what the machine keeps.", command);
    }

    /** What only those who look after the machine may send, and no job. */
    private boolean keeps(String command) {
        var own = profile.commands().adminOnly().keySet();
        if (SETTING.matcher(command).matches()) return own.contains("$");
        var codes = Line.parse(0, command, profile.commands().text()).codes();
        return codes.size() == 1 && own.containsAll(codes);
    }

    /** A message for people may ask and exclaim, where no byte of it acts at once. */
    private boolean isText(String command) {
        return profile.language() == Language.REPRAP
                && profile.family() != Family.SMOOTHIE
                && profile.commands().text().contains(command.split(" ", 2)[0]);
    }

    private static boolean matches(List<Pattern> patterns, String command) {
        for (var pattern : patterns) if (pattern.matcher(command).matches()) return true;
        return false;
    }

    /** Heat and spindle speed, which the machine may not stand. */
    private Optional<Refusal> limits(String command) {
        var line = Line.parse(0, command, profile.commands().text());
        var codes = line.codes();
        boolean spindle = profile.limits().spindleMax().isPresent()
                && line.value('S').orElse(0) > profile.limits().spindleMax().get();
        if (spindle && (codes.isEmpty() || codes.stream().anyMatch(SPINNING::contains)))
            return refuse("too-fast", "\"%s\" asks for more than the spindle or laser stands.", command);
        return temperature(line);
    }

    /** Looks at the very characters of a line; empty when it may go. */
    Optional<Refusal> check(Frame frame) {
        var refusal = check(frame.source(), frame.command());
        if (refusal.isPresent()) return refusal;
        if (!frame.wire().contains(frame.command()))
            return refuse("altered", "\"%s\" is not what was allowed.", frame.wire());
        if (frame.wire().length() > profile.wire().maxLineBytes())
            return refuse("too-long", "The firmware cannot read a line as long as \"%s\".", frame.wire());
        boolean control = frame.source() == Source.HOST && frame.wire().startsWith(DEVICE_CONTROL);
        for (int i = control ? 1 : 0; i < frame.wire().length(); i++)
            if (frame.wire().charAt(i) < ' ' || frame.wire().charAt(i) >= 0x7f)
                return refuse("character", "The line \"%s\" contains a character that must not be sent.", frame.wire());
        return Optional.empty();
    }

    /** Whether this byte, which acts at once, may be sent. */
    boolean mayShout(char realtime) {
        return profile.realtime().has(realtime);
    }

    /** HPGL and RML: device control is the host's own, and nobody's instruction goes unread. */
    private Optional<Refusal> checkInstruction(Source source, String command) {
        if (source == Source.HOST && ownInstructions.contains(command)) return Optional.empty();
        var read = Instructions.one(command, profile);
        if (read.isEmpty() || !read.get().text().equals(command))
            return refuse("malformed", "\"%s\" is no instruction for a job.", command);
        var name = read.get().name();
        if (profile.commands().refusal(name).isPresent()) {
            // It only switches off what is refused.
            boolean off = name.equals("SC") && read.get().values().isEmpty();
            return off ? Optional.empty() : refuse("denied", "%s is not allowed in a job.", name);
        }
        return allowed.contains(name) ? Optional.empty() : refuse("unknown", "%s is not known to be safe.", name);
    }

    private Optional<Refusal> checkOwn(String command) {
        if (sequences.contains(command)) return Optional.empty();
        var code = command.split(" ", 2)[0];
        var host = profile.commands().host();
        // Of words only the command counts, of settings and JSON the whole.
        boolean words = profile.language() == Language.REPRAP;
        return host.contains(words ? code : command)
                ? Optional.empty()
                : refuse("not-ours", "\"%s\" is no command of this program.", command);
    }

    /** Whether this is only G0 or G1 with numbers behind some of these letters, as nearly every line is. */
    private boolean isPlainMove(String command, String letters) {
        if (command.length() < 2) return false;
        boolean modal = command.charAt(0) != 'G';
        char code = command.charAt(1);
        if (modal ? !modalAllowed : !(code == '0' ? rapidAllowed : code == '1' && feedAllowed)) return false;
        int at = modal ? 0 : 2;
        int seen = 0;
        while (at >= 0 && at < command.length()) {
            int letter = command.charAt(at) == ' ' ? at + 1 : at;
            at = afterWord(command, at, letters);
            if (at < 0) return false;
            // Each letter once: firmwares do not agree which of two counts.
            int bit = 1 << command.charAt(letter) - 'A';
            if ((seen & bit) != 0) return false;
            seen |= bit;
        }
        return at >= 0;
    }

    /** Where the word that begins here, or after a blank, ends; below 0 if it is none of these letters with a number. */
    private static int afterWord(String command, int from, String letters) {
        int at = command.charAt(from) == ' ' ? from + 1 : from;
        if (at == command.length() || letters.indexOf(command.charAt(at)) < 0) return -1;
        at++;
        if (at < command.length() && (command.charAt(at) == '-' || command.charAt(at) == '+')) at++;
        int figures = 0;
        int points = 0;
        for (; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c >= '0' && c <= '9') figures++;
            else if (c == '.') points++;
            else break;
        }
        return figures > 0 && points <= 1 ? at : -1;
    }

    private Optional<Refusal> checkFile(String command) {
        var line = Line.parse(0, command, profile.commands().text());
        if (line.fault().filter(Line.Fault.REPEATED::equals).isPresent())
            return refuse("repeated", "\"%s\" has a letter twice.", command);
        if (line.fault().isPresent() || line.words().isEmpty())
            return refuse("malformed", "\"%s\" is no command for a job.", command);
        var several = several(line);
        if (several.isPresent()) return several;
        if (HiddenCommand.setsZero(line, profile))
            return refuse("denied", "\"%s\" shifts the zero, which is not allowed in a job.", command);
        for (var code : line.codes()) {
            if (profile.commands().refusal(code).isPresent())
                return refuse("denied", "%s is not allowed in a job.", code);
            if (code.equals("M6") && profile.commands().hostChangesTools())
                return refuse("denied", "%s is done by the agent and never sent.", code);
            // Where the agent changes tools their numbers are names; grbl takes them up to 255. Source: gcode.c.
            double tools = profile.commands().hostChangesTools()
                    ? 256
                    : profile.limits().tools();
            boolean tool = code.startsWith("T") && line.value('T').orElse(-1) < tools;
            if (!tool && !allowed.contains(code)) return refuse("unknown", "%s is not known to be safe.", code);
        }
        var past = profile.language() == Language.REPRAP ? Optional.<Refusal>empty() : pastItsZero(line);
        if (past.isPresent()) return past;
        if (line.codes().isEmpty() && !profile.commands().modalMotion())
            return refuse("no-command", "\"%s\" names no command.", command);
        return temperature(line);
    }

    private Optional<Refusal> several(Line line) {
        return HiddenCommand.in(line, profile)
                ? refuse("several-commands", "\"%s\" is more than one command.", line.text())
                : Optional.empty();
    }

    /** Whether it goes by the machine's own coordinates, and the machine may not know or have the place. */
    private Optional<Refusal> pastItsZero(Line line) {
        var move = MachineMove.of(line);
        if (move.isEmpty()) return Optional.empty();
        var known = place.get();
        if (known.isEmpty())
            return refuse(
                    "not-homed",
                    "\"%s\" goes by the machine's own coordinates, and the machine does not know where it is.",
                    line.text());
        return known.get().against(move.get()).flatMap(trouble -> against(line, trouble));
    }

    private static Optional<Refusal> against(Line line, MachinePlace.Trouble trouble) {
        if (trouble instanceof MachinePlace.Trouble.NotHomed)
            return refuse(
                    "not-homed",
                    "\"%s\" goes by the machine's own coordinates, and the machine is not homed.",
                    line.text());
        return trouble instanceof MachinePlace.Trouble.Beyond
                ? refuse("beyond-machine", "\"%s\" goes where this machine cannot.", line.text())
                : refuse("not-told", "\"%s\" goes to a stored position that the machine has not told.", line.text());
    }

    private Optional<Refusal> temperature(Line line) {
        var limits = profile.limits();
        boolean hot = Heat.nozzle(line, profile).orElse(0) > limits.nozzleMaxC().orElse(0.0)
                || Heat.bed(line, profile).orElse(0) > limits.bedMaxC().orElse(0.0);
        return hot ? refuse("too-hot", "\"%s\" is hotter than this machine stands.", line.text()) : Optional.empty();
    }

    private static Optional<Refusal> refuse(String code, String detail, String what) {
        return Optional.of(new Refusal(code, String.format(Locale.ROOT, detail, what)));
    }
}
