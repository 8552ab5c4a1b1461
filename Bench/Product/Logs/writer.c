/* Writes lines as programs do: `writer pace PER_SECOND SECONDS`, each with the nanoseconds since 1970 at which it is written; `writer flood LINES`, as fast as it can, about 100 bytes each; `writer json LINES`, the same as a JSON logger writes it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void put(const char *line, int length) {
    for (int at = 0; at < length;) {
        ssize_t written = write(1, line + at, length - at);
        if (written < 0) exit(1);
        at += written;
    }
}

static void pace(long per_second, long seconds) {
    long long start = now(CLOCK_MONOTONIC), step = 1000000000LL / per_second;
    for (long i = 0; i < per_second * seconds; i++) {
        long long due = start + i * step;
        struct timespec until = {due / 1000000000LL, due % 1000000000LL};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        char line[64];
        put(line, snprintf(line, sizeof line, "%lld\n", now(CLOCK_REALTIME)));
    }
}

#define PLAIN "2026-01-01T12:00:00.%03ldZ INFO GET /api/orders/%09ld 200 in %ld ms user=%ld agent=curl/8.0 region=eu%s\n"
#define JSON "{\"time\":\"2026-01-01T12:00:00.%03ldZ\",\"path\":\"/api/orders/%09ld\",\"ms\":%ld,\"user\":%ld,\"level\":\"INFO\",\"msg\":\"GET\"}%s\n"

static void flood(long lines, const char *shape) {
    static char buffer[4096];
    int filled = 0;
    for (long i = 1; i <= lines; i++) {
        filled += snprintf(buffer + filled, 256, shape, i % 1000, i, i % 97, i % 5000, i == lines ? " last" : i % 100000 == 0 ? " Needle" : "");
        if (filled > 3500) {
            put(buffer, filled);
            filled = 0;
        }
    }
    put(buffer, filled);
}

int main(int count, char **words) {
    if (count == 4 && !strcmp(words[1], "pace")) pace(atol(words[2]), atol(words[3]));
    else if (count == 3 && !strcmp(words[1], "flood")) flood(atol(words[2]), PLAIN);
    else if (count == 3 && !strcmp(words[1], "json")) flood(atol(words[2]), JSON);
    else return 2;
    pause();
    return 0;
}
