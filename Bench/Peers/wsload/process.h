// What the kernel says of a process and of the time.
#pragma once
#include <stdint.h>

int64_t monotonic_ns(void);
int64_t realtime_ns(void);

// CPU seconds that a process has used; 0 when there is none.
double process_cpu(int pid);

// CPU seconds that this process has used.
double own_cpu(void);

// Resident memory in kB; 0 when there is no such process.
long process_rss_kb(int pid);
