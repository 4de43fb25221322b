// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The far end of a serial line, as fast as a line can be: it answers every line, keeps the time of the line (8N1) and of
// its own answers, and tells how the lines came. It moves nothing, so that only
// the sender is measured.
//
// Usage: endpoint marlin|grbl BAUD        (BAUD 0: a line that takes no time)
// Prints the path of its port; when the host hangs up, one line of JSON, and waits for the next host.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define FIFO 65536
#define MAX_GAPS 2000000

static int master, grbl;
static int64_t byte_ns;
static unsigned char fifo[FIFO];
static int64_t arrives[FIFO];
static int head, tail;
static char line[512];
static int length;
static int64_t wire_free, answer_free, line_end, first_ns, last_ns;
static long lines, moves, bytes;
static float *gaps;
static long gap_count, counted_gaps;

struct answer { int64_t due; char text[96]; int size; };
static struct answer answers[512];
static int answer_head, answer_tail;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void say(const char *text, int64_t at) {
    struct answer *a = &answers[answer_tail++ % 512];
    a->size = snprintf(a->text, sizeof a->text, "%s\r\n", text);
    if (answer_free < at) answer_free = at;
    answer_free += a->size * byte_ns;
    a->due = answer_free;
}

static void take_line(int64_t at) {
    line[length] = 0;
    int motion = strchr(line, 'X') != NULL && strstr(line, "M1") == NULL;
    if (motion) {
        if (moves++ == 0) first_ns = at;
        last_ns = at;
        // What a host asks after the last move is no part of the file.
        counted_gaps = gap_count;
    }
    lines++;
    if (strstr(line, "M115")) say("FIRMWARE_NAME:Marlin (bench) PROTOCOL_VERSION:1.0", at);
    if (strstr(line, "M105")) say("ok T:20.0 /0.0 B:20.0 /0.0 @:0 B@:0", at);
    else say("ok", at);
    length = 0;
    line_end = at;
}

static void arrived(unsigned char c, int64_t at) {
    if (grbl && c == '?') {
        say("<Idle|MPos:0.000,0.000,0.000|FS:0,0>", at);
        return;
    }
    if (grbl && (c == '!' || c == '~')) return;
    if (grbl && c == 0x18) {
        length = 0;
        say("Grbl 1.1h ['$' for help]", at);
        return;
    }
    bytes++;
    if (c == '\r') return;
    if (c == '\n') {
        if (length > 0 || grbl) take_line(at);
        return;
    }
    if (length == 0 && moves > 0 && line_end > 0) {
        int64_t idle = at - byte_ns - line_end;
        if (gap_count < MAX_GAPS) gaps[gap_count++] = idle > 0 ? idle / 1e6f : 0;
    }
    if (length < (int)sizeof line - 1) line[length++] = (char)c;
}

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static float share(double part) {
    return counted_gaps == 0 ? 0 : gaps[(long)(part * (counted_gaps - 1))];
}

static void report(void) {
    if (moves == 0) return;
    qsort(gaps, counted_gaps, sizeof *gaps, by_size);
    double seconds = (last_ns - first_ns) / 1e9;
    printf("{\"lines\":%ld,\"moves\":%ld,\"bytes\":%ld,\"seconds\":%.4f,\"linesPerSecond\":%.1f,"
           "\"gapMs\":{\"p50\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f}}\n",
           lines, moves, bytes, seconds, moves / seconds, share(0.5), share(0.99), share(0.999), share(1));
    fflush(stdout);
}

static void reset(void) {
    head = tail = length = answer_head = answer_tail = 0;
    lines = moves = bytes = gap_count = counted_gaps = 0;
    wire_free = answer_free = line_end = 0;
}

static void greet(void) {
    say(grbl ? "Grbl 1.1h ['$' for help]" : "start", now());
    if (!grbl) say("echo:SD init fail", now());
}

static volatile sig_atomic_t asked;

static void ask(int signal) {
    (void)signal;
    asked = 1;
}

static void serve(void) {
    int greeted = 0;
    for (;;) {
        if (asked) {
            asked = 0;
            printf("{\"lines\":%ld}\n", lines);
            fflush(stdout);
        }
        int64_t t = now(), wake = t + 50000000;
        while (head != tail && arrives[head % FIFO] <= t) {
            int64_t at = arrives[head % FIFO];
            arrived(fifo[head++ % FIFO], at);
        }
        while (answer_head != answer_tail && answers[answer_head % 512].due <= t) {
            struct answer *a = &answers[answer_head++ % 512];
            if (write(master, a->text, a->size) < 0 && errno != EAGAIN) return;
        }
        if (head != tail) {
            // The next line's end is the next thing that matters; or the last byte there is.
            int i = head;
            while (i + 1 != tail && fifo[i % FIFO] != '\n') i++;
            if (arrives[i % FIFO] < wake) wake = arrives[i % FIFO];
        }
        if (answer_head != answer_tail && answers[answer_head % 512].due < wake) wake = answers[answer_head % 512].due;
        struct pollfd p = {master, POLLIN, 0};
        int64_t wait = wake - now();
        struct timespec limit = {0, wait < 0 ? 0 : wait};
        if (ppoll(&p, 1, &limit, NULL) > 0) {
            if (p.revents & POLLIN) {
                unsigned char in[4096];
                int room = FIFO - (tail - head);
                int count = (int)read(master, in, room < 4096 ? room : 4096);
                if (count <= 0) return;
                int64_t from = now();
                for (int i = 0; i < count; i++) {
                    if (wire_free < from) wire_free = from;
                    wire_free += byte_ns;
                    fifo[tail % FIFO] = in[i];
                    arrives[tail++ % FIFO] = wire_free;
                }
            } else if (p.revents & POLLHUP) {
                if (greeted) return;
                nanosleep(&(struct timespec){0, 2000000}, NULL);
                continue;
            }
        }
        if (!greeted) {
            struct pollfd q = {master, POLLOUT, 0};
            poll(&q, 1, 0);
            if (!(q.revents & POLLHUP)) {
                greeted = 1;
                greet();
            }
        }
    }
}

int main(int count, char **words) {
    if (count != 3) return fprintf(stderr, "usage: endpoint marlin|grbl BAUD\n"), 2;
    grbl = strcmp(words[1], "grbl") == 0;
    long baud = atol(words[2]);
    byte_ns = baud == 0 ? 0 : 10000000000LL / baud;
    gaps = malloc(MAX_GAPS * sizeof *gaps);
    prctl(PR_SET_TIMERSLACK, 1);
    signal(SIGUSR1, ask);
    master = posix_openpt(O_RDWR | O_NOCTTY);
    grantpt(master);
    unlockpt(master);
    struct termios raw;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    tcgetattr(slave, &raw);
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    close(slave);
    printf("%s\n", ptsname(master));
    fflush(stdout);
    for (;;) {
        reset();
        serve();
        report();
        fcntl(master, F_SETFL, O_NONBLOCK);
        unsigned char rest[4096];
        while (read(master, rest, sizeof rest) > 0) continue;
        fcntl(master, F_SETFL, 0);
    }
}
