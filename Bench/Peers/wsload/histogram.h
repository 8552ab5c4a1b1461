// Latencies in microseconds: buckets 1.6 % wide, so that recording is an index and no allocation.
#pragma once
#include <stdint.h>

enum { STEPS = 64, BUCKETS = 64 * STEPS };

typedef struct {
  uint64_t counts[BUCKETS];
} histogram;

static inline void histogram_add(histogram *h, uint64_t us) {
  if (us < STEPS) {
    h->counts[us]++;
    return;
  }
  int exponent = 63 - __builtin_clzll(us);
  h->counts[(exponent - 5) * STEPS + ((us >> (exponent - 6)) & (STEPS - 1))]++;
}

// The lowest value of a bucket.
static inline uint64_t histogram_value(int bucket) {
  if (bucket < STEPS) return bucket;
  int exponent = bucket / STEPS + 5;
  return (1ULL << exponent) + ((uint64_t)(bucket % STEPS) << (exponent - 6));
}

// In milliseconds; -1 when nothing was recorded.
static inline double histogram_percentile(const histogram *h, double share) {
  uint64_t total = 0, sum = 0;
  for (int i = 0; i < BUCKETS; i++) total += h->counts[i];
  if (!total) return -1;
  for (int i = 0; i < BUCKETS; i++) {
    sum += h->counts[i];
    if (sum >= total * share) return histogram_value(i) / 1000.0;
  }
  return -1;
}
