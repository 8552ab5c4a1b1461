#include "process.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int64_t now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int64_t monotonic_ns(void) { return now(CLOCK_MONOTONIC); }

int64_t realtime_ns(void) { return now(CLOCK_REALTIME); }

double process_cpu(int pid) {
  char text[2048];
  snprintf(text, sizeof text, "/proc/%d/stat", pid);
  FILE *file = pid ? fopen(text, "r") : NULL;
  if (!file) return 0;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  // The name is in parentheses and may hold anything: what follows the last one is counted (proc_pid_stat(5)).
  char *rest = strrchr(text, ')');
  unsigned long user, kernel;
  if (!rest || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel) != 2) return 0;
  return (user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

double own_cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

long process_rss_kb(int pid) {
  char line[256];
  snprintf(line, sizeof line, "/proc/%d/status", pid);
  FILE *file = pid ? fopen(line, "r") : NULL;
  if (!file) return 0;
  long kb = 0;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "VmRSS: %ld", &kb) == 1) break;
  fclose(file);
  return kb;
}
