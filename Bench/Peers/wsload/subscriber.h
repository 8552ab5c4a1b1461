// One WebSocket of graphql-transport-ws with one subscription. Nothing is allocated per message.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "histogram.h"

enum stage { HANDSHAKE, OPEN, ACKNOWLEDGED };

typedef struct {
  int fd;  // -1: closed
  enum stage stage;
  uint8_t *received;  // bytes that are not a whole frame yet
  size_t received_length, received_capacity;
  uint8_t *fragments;  // a message that comes in several frames
  size_t fragments_length, fragments_capacity;
  int64_t last_seq;  // -1: none yet
} subscriber;

// What all of them have seen. The first block counts always, the second only while measuring.
typedef struct {
  int acknowledged, flowing, closed, errors, completes;
  char first_error[300];

  int measuring;
  uint64_t messages, bytes, lost, reordered, without_time;
  int64_t lowest_seq, highest_seq;
  histogram latency;
} totals;

extern totals seen;

// Connects and asks for the upgrade. `header` is one more header line, or NULL. Ends the process when there is no server.
void subscriber_connect(subscriber *s, const char *host, int port, const char *path, const char *header);

// Sends a text message.
void subscriber_send(subscriber *s, const char *message);

// Reads all that is there. Closes the socket when the server did.
void subscriber_read(subscriber *s);
