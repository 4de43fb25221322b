// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fabcommons.gcode.ByValue;
import org.fabcommons.gcode.HiddenCommand;
import org.fabcommons.gcode.Interpreter;
import org.fabcommons.gcode.Line;
import org.fabcommons.gcode.MachineMove;
import org.fabcommons.gcode.MachinePlace;
import org.fabcommons.plot.Instructions;
import org.fabcommons.preflight.Policy;
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

    /** A setting or a line that is carried out at each start. Source: grbl 1.1, system.c. */
    private static final Pattern SETTING = Pattern.compile("\\$(?:\\d{1,3}|N[01])=[ -~]{0,70}");

    /** That somebody who looks after the machine allows what it keeps to be changed, beside codes and quantities. */
    public static final String SETTINGS = "settings";

    private final Profile profile;
    private final Set<String> allowed;
    private final ByValue deniedByValue;
    private final PlainMoves plainMoves;
    private final Set<String> sequences = new HashSet<>();
    private final Set<String> ownInstructions = new HashSet<>();
    /** What buttons send. */
    private final List<Pattern> control;
    /** Of that, what a person may also type: it moves nothing, or only to where the machine finds its own way. */
    private final List<Pattern> typed;

    private final Endurance endurance;
    private final LabRules labRules;
    private Supplier<Optional<MachinePlace>> place = Optional::empty;

    /** Without any policy but the profile's. */
    public Guard(Profile profile) {
        this(profile, Policy.NONE);
    }

    public Guard(Profile profile, Policy policy) {
        this.profile = profile;
        endurance = new Endurance(profile);
        var may = new HashSet<>(profile.commands().allowed());
        may.addAll(profile.commands().ask().keySet());
        allowed = Set.copyOf(may);
        deniedByValue = new ByValue(profile.commands().denied());
        plainMoves = new PlainMoves(profile);
        labRules = new LabRules(profile, policy, plainMoves, endurance);
        control = patterns(profile, action -> true);
        typed = patterns(profile, TYPED::contains);
        sequences.addAll(Interpreter.beginning(profile));
        var own = profile.sequences();
        for (var list : List.of(
                own.start(),
                own.end(),
                own.safeOff(),
                own.pause(),
                own.stayAwake(),
                own.resume(),
                own.emergencyStop(),
                own.unlock())) sequences.addAll(list);
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
        labRules.allow(source, needs);
    }

    /** Whom to ask where the machine is, each time that a line goes by the machine's own coordinates. */
    public void asks(Supplier<Optional<MachinePlace>> known) {
        place = known;
    }

    /** Looks at a command before it gets its place in the stream; empty when it may go. */
    public Optional<Refusal> check(Source source, String command) {
        var refusal = checkProfile(source, command);
        return refusal.isPresent() ? refusal : labRules.check(source, command);
    }

    private Optional<Refusal> checkProfile(Source source, String command) {
        if (profile.language() == Language.PLOTTER) return checkInstruction(source, command);
        if (source == Source.FILE && plainMoves.include(command, PlainMoves.AXES_AND_POWER)) return Optional.empty();
        boolean words = isText(command);
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c < ' ' || c >= 0x7f || (!words && REALTIME.indexOf(c) >= 0))
                return Refusal.because("character", "guard.character", command);
        }
        return switch (source) {
            case HOST -> checkOwn(command);
            case FILE -> checkFile(command);
            case CONTROL ->
                matches(control, command)
                        ? endurance.check(command)
                        : Refusal.because("not-ours", "guard.not-a-button", command);
            case CONSOLE, MACRO -> checkTyped(source, command);
        };
    }

    private Optional<Refusal> checkTyped(Source source, String command) {
        var several = several(Line.parse(0, command, profile.commands().text()));
        if (several.isPresent()) return several;
        if (checkOwn(command).isEmpty() || matches(typed, command)) return endurance.check(command);
        if (!keeps(command)) return checkFile(command).or(() -> endurance.check(command));
        if (labRules.may(source, SETTINGS)) return endurance.check(command);
        return labRules.nameEnough()
                ? Refusal.because("policy-keeps", "guard.policy-keeps", command)
                : Refusal.because("policy-administrator", "guard.keeps", command);
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

    /** Looks at the very characters of a line; empty when it may go. */
    Optional<Refusal> check(Frame frame) {
        var refusal = check(frame.source(), frame.command());
        if (refusal.isPresent()) return refusal;
        if (!frame.wire().contains(frame.command())) return Refusal.because("altered", "guard.altered", frame.wire());
        if (frame.wire().length() > profile.wire().maxLineBytes())
            return Refusal.because("too-long", "guard.too-long", frame.wire());
        boolean control = frame.source() == Source.HOST && frame.wire().startsWith(DEVICE_CONTROL);
        for (int i = control ? 1 : 0; i < frame.wire().length(); i++)
            if (frame.wire().charAt(i) < ' ' || frame.wire().charAt(i) >= 0x7f)
                return Refusal.because("character", "guard.character", frame.wire());
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
            return Refusal.because("malformed", "guard.no-instruction", command);
        var name = read.get().name();
        if (profile.commands().refusal(name).isPresent()) {
            // It only switches off what is refused.
            boolean off = name.equals("SC") && read.get().values().isEmpty();
            return off ? Optional.empty() : Refusal.because("denied", "guard.denied", name);
        }
        return allowed.contains(name) ? Optional.empty() : Refusal.because("unknown", "guard.unknown", name);
    }

    private Optional<Refusal> checkOwn(String command) {
        if (sequences.contains(command)) return Optional.empty();
        var code = command.split(" ", 2)[0];
        var host = profile.commands().host();
        // Of words only the command counts, of settings and JSON the whole.
        boolean words = profile.language() == Language.REPRAP;
        return host.contains(words ? code : command)
                ? Optional.empty()
                : Refusal.because("not-ours", "guard.not-ours", command);
    }

    private Optional<Refusal> checkFile(String command) {
        var line = Line.parse(0, command, profile.commands().text());
        if (line.fault().filter(Line.Fault.REPEATED::equals).isPresent())
            return Refusal.because("repeated", "guard.letter-twice", command);
        if (line.fault().isPresent() || line.words().isEmpty())
            return Refusal.because("malformed", "guard.malformed", command);
        var several = several(line);
        if (several.isPresent()) return several;
        if (HiddenCommand.setsZero(line, profile)) return Refusal.because("denied", "guard.shifts-zero", command);
        for (var code : line.codes()) {
            if (profile.commands().refusal(code).isPresent()) return Refusal.because("denied", "guard.denied", code);
            if (deniedByValue.reason(line, code).isPresent())
                return Refusal.because("denied", "guard.denied", line.text());
            if (code.equals("M6") && profile.commands().hostChangesTools())
                return Refusal.because("denied", "guard.done-by-agent", code);
            if (profile.commands().hostWaits(code)) return Refusal.because("denied", "guard.agent-waits", code);
            // Where the agent changes tools their numbers are names; grbl takes them up to 255. Source: gcode.c.
            double tools = profile.commands().hostChangesTools()
                    ? 256
                    : profile.limits().tools();
            boolean tool = code.startsWith("T") && line.value('T').orElse(-1) < tools;
            if (!tool && !allowed.contains(code)) return Refusal.because("unknown", "guard.unknown", code);
        }
        var past = profile.language() == Language.REPRAP ? Optional.<Refusal>empty() : pastItsZero(line);
        if (past.isPresent()) return past;
        if (line.codes().isEmpty() && !profile.commands().modalMotion())
            return Refusal.because("no-command", "guard.no-command", command);
        return endurance.heat(line);
    }

    private Optional<Refusal> several(Line line) {
        return HiddenCommand.in(line, profile)
                ? Refusal.because("several-commands", "guard.several-commands", line.text())
                : Optional.empty();
    }

    /** Whether it goes by the machine's own coordinates, and the machine may not know or have the place. */
    private Optional<Refusal> pastItsZero(Line line) {
        var move = MachineMove.of(line);
        if (move.isEmpty()) return Optional.empty();
        var known = place.get();
        if (known.isEmpty()) return Refusal.because("not-homed", "guard.place-unknown", line.text());
        return known.get().against(move.get()).flatMap(trouble -> against(line, trouble));
    }

    private static Optional<Refusal> against(Line line, MachinePlace.Trouble trouble) {
        if (trouble instanceof MachinePlace.Trouble.NotHomed)
            return Refusal.because("not-homed", "guard.not-homed", line.text());
        return trouble instanceof MachinePlace.Trouble.Beyond
                ? Refusal.because("beyond-machine", "guard.beyond-machine", line.text())
                : Refusal.because("not-told", "guard.not-told", line.text());
    }
}
