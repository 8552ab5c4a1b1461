#define _GNU_SOURCE
#include "subscriber.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "process.h"

enum { FIRST_BUFFER = 128 * 1024, LEAST_ROOM = 64 * 1024, MOST_READ = 256 * 1024, SHORT_READ = 4096 };
enum opcode { CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

// Fields are looked for at the beginning of a message only: they come first.
enum { LOOK_AT = 512 };

totals seen = {.lowest_seq = INT64_MAX, .highest_seq = -1};

// Keeps the first error as text that can stand in a JSON string.
static void count_error(const char *text, size_t length) {
  seen.errors++;
  if (seen.first_error[0]) return;
  if (length > sizeof seen.first_error - 1) length = sizeof seen.first_error - 1;
  for (size_t i = 0; i < length; i++) seen.first_error[i] = text[i] == '"' || text[i] == '\\' || text[i] < ' ' ? '\'' : text[i];
}

static void send_all(int fd, const void *bytes, size_t length) {
  const char *next = bytes;
  while (length) {
    ssize_t sent = send(fd, next, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      usleep(200);
      continue;
    }
    if (sent < 0) {
      count_error("send", 4);
      return;
    }
    next += sent;
    length -= sent;
  }
}

// Clients mask what they send: https://www.rfc-editor.org/rfc/rfc6455#section-5.3
static void send_frame(int fd, enum opcode opcode, const uint8_t *payload, size_t length) {
  static const uint8_t mask[4] = {0x12, 0x34, 0x56, 0x78};
  uint8_t frame[16384];
  size_t n = 0;
  if (length > sizeof frame - 8) {
    count_error("message too long", 16);
    return;
  }
  frame[n++] = 0x80 | opcode;
  if (length < 126) {
    frame[n++] = 0x80 | length;
  } else {
    frame[n++] = 0x80 | 126;
    frame[n++] = length >> 8;
    frame[n++] = length;
  }
  memcpy(frame + n, mask, sizeof mask);
  n += sizeof mask;
  for (size_t i = 0; i < length; i++) frame[n++] = payload[i] ^ mask[i & 3];
  send_all(fd, frame, n);
}

void subscriber_send(subscriber *s, const char *message) { send_frame(s->fd, TEXT, (const uint8_t *)message, strlen(message)); }

void subscriber_connect(subscriber *s, const char *host, int port, const char *path, const char *header) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &address.sin_addr);
  *s = (subscriber){.fd = socket(AF_INET, SOCK_STREAM, 0), .stage = HANDSHAKE, .last_seq = -1};
  if (connect(s->fd, (struct sockaddr *)&address, sizeof address)) {
    perror("connect");
    exit(1);
  }
  int one = 1;
  setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char request[2048];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n%s%s\r\n",
                        path, host, port, header ? header : "", header ? "\r\n" : "");
  send_all(s->fd, request, length);
  fcntl(s->fd, F_SETFL, O_NONBLOCK);
}

// RFC 3339 with a fraction, in UTC, as nanoseconds since 1970; -1 when it is no time.
static int64_t parse_time(const char *text) {
  struct tm t = {0};
  if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &t.tm_year, &t.tm_mon, &t.tm_mday, &t.tm_hour, &t.tm_min, &t.tm_sec) != 6) return -1;
  t.tm_year -= 1900;
  t.tm_mon -= 1;
  int64_t ns = timegm(&t) * 1000000000LL;
  const char *digit = text + strlen("2026-01-01T00:00:00");
  if (*digit != '.') return ns;
  int64_t unit = 100000000;
  for (digit++; *digit >= '0' && *digit <= '9' && unit; digit++, unit /= 10) ns += (*digit - '0') * unit;
  return ns;
}

// How long ago the line was published: "m" and CLOCK_MONOTONIC nanoseconds, or a time. Negative when it does not say.
static int64_t age_ns(const uint8_t *message, size_t length, int64_t monotonic, int64_t realtime) {
  const char *at = memmem(message, length, "\"at\":\"", 6);
  if (!at) return -1;
  at += 6;
  if (*at == 'm') return monotonic - strtoll(at + 1, NULL, 10);
  int64_t time = parse_time(at);
  return time > 0 ? realtime - time : -1;
}

static void on_line(subscriber *s, const char *seq_text, const uint8_t *message, size_t length, int64_t monotonic, int64_t realtime) {
  int64_t seq = strtoll(seq_text, NULL, 10);
  int64_t last = s->last_seq;
  s->last_seq = seq;
  if (last < 0) seen.flowing++;
  if (!seen.measuring) return;
  if (last >= 0 && seq > last + 1) seen.lost += seq - last - 1;
  if (last >= 0 && seq <= last) seen.reordered++;
  seen.messages++;
  seen.bytes += length;
  if (seq < seen.lowest_seq) seen.lowest_seq = seq;
  if (seq > seen.highest_seq) seen.highest_seq = seq;
  int64_t age = age_ns(message, length < LOOK_AT ? length : LOOK_AT, monotonic, realtime);
  if (age >= 0)
    histogram_add(&seen.latency, age / 1000);
  else
    seen.without_time++;
}

static void on_message(subscriber *s, const uint8_t *message, size_t length, int64_t monotonic, int64_t realtime) {
  size_t look = length < LOOK_AT ? length : LOOK_AT;
  const char *seq = memmem(message, look, "\"seq\":", 6);
  if (seq) {
    on_line(s, seq + 6, message, length, monotonic, realtime);
  } else if (memmem(message, look, "connection_ack", 14)) {
    s->stage = ACKNOWLEDGED;
    seen.acknowledged++;
  } else if (memmem(message, look, "\"ping\"", 6)) {
    subscriber_send(s, "{\"type\":\"pong\"}");
  } else if (memmem(message, look, "\"error", 6)) {
    count_error((const char *)message, length);
  } else if (memmem(message, look, "\"complete\"", 10)) {
    seen.completes++;
  }
}

// A part of a message; the last part makes it one.
static void on_fragment(subscriber *s, enum opcode opcode, int is_last, const uint8_t *payload, size_t length, int64_t monotonic, int64_t realtime) {
  if (opcode != CONTINUATION) s->fragments_length = 0;
  if (s->fragments_length + length > s->fragments_capacity) {
    s->fragments_capacity = (s->fragments_length + length) * 2;
    s->fragments = realloc(s->fragments, s->fragments_capacity);
  }
  memcpy(s->fragments + s->fragments_length, payload, length);
  s->fragments_length += length;
  if (is_last) on_message(s, s->fragments, s->fragments_length, monotonic, realtime);
}

static void on_frame(subscriber *s, enum opcode opcode, int is_last, const uint8_t *payload, size_t length, int64_t monotonic, int64_t realtime) {
  if (opcode == PING) {
    send_frame(s->fd, PONG, payload, length);
  } else if (opcode == CLOSE) {
    char text[200];
    int n = snprintf(text, sizeof text, "close %d %.*s", length >= 2 ? payload[0] << 8 | payload[1] : 0, length > 2 ? (int)(length - 2) : 0,
                     (const char *)payload + 2);
    count_error(text, n < (int)sizeof text ? n : (int)sizeof text - 1);
  } else if (opcode == TEXT && is_last) {
    on_message(s, payload, length, monotonic, realtime);
  } else if (opcode <= BINARY) {
    on_fragment(s, opcode, is_last, payload, length, monotonic, realtime);
  }
}

// Where the frames begin: behind the answer to the upgrade. 0 while that is not all there, or when it was refused.
static size_t read_handshake(subscriber *s) {
  uint8_t *end = memmem(s->received, s->received_length, "\r\n\r\n", 4);
  if (!end) return 0;
  if (!memmem(s->received, 16, " 101", 4)) {
    count_error((const char *)s->received, end - s->received);
    return 0;
  }
  s->stage = OPEN;
  subscriber_send(s, "{\"type\":\"connection_init\"}");
  return end + 4 - s->received;
}

// The bytes of whole frames from `start`, handled.
static size_t read_frames(subscriber *s, size_t start) {
  int64_t monotonic = monotonic_ns(), realtime = realtime_ns();
  while (s->received_length - start >= 2) {
    const uint8_t *frame = s->received + start;
    size_t available = s->received_length - start, header = 2;
    uint64_t length = frame[1] & 127;
    if (length == 126) {
      header = 4;
      if (available < header) break;
      length = frame[2] << 8 | frame[3];
    } else if (length == 127) {
      header = 10;
      if (available < header) break;
      length = 0;
      for (int i = 2; i < 10; i++) length = length << 8 | frame[i];
    }
    if (available - header < length) break;
    on_frame(s, frame[0] & 15, frame[0] >> 7, frame + header, length, monotonic, realtime);
    start += header + length;
  }
  return start;
}

void subscriber_read(subscriber *s) {
  for (;;) {
    if (s->received_capacity - s->received_length < LEAST_ROOM) {
      s->received_capacity = s->received_capacity ? s->received_capacity * 2 : FIRST_BUFFER;
      s->received = realloc(s->received, s->received_capacity);
    }
    size_t room = s->received_capacity - s->received_length;
    ssize_t count = recv(s->fd, s->received + s->received_length, room > MOST_READ ? MOST_READ : room, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      // Closing takes it out of the epoll set too.
      seen.closed++;
      close(s->fd);
      s->fd = -1;
      return;
    }
    s->received_length += count;
    size_t start = 0;
    if (s->stage == HANDSHAKE && !(start = read_handshake(s))) {
      if (seen.errors) return;
      continue;
    }
    start = read_frames(s, start);
    memmove(s->received, s->received + start, s->received_length - start);
    s->received_length -= start;
    // Little came, so nothing more is there: epoll tells when it is.
    if (count < SHORT_READ) return;
  }
}
