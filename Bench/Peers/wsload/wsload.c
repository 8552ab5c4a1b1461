// Subscribers of one GraphQL server over graphql-transport-ws, in one thread. Prints what they saw as one JSON object.
//
//   wsload --port 4000 --pid SERVER [--host 127.0.0.1] [--path /graphql] [--subs 200] [--container bench]
//          [--warm 2] [--secs 5] [--query Q] [--header "Name: value"] [--idle]
//
// "@@" in the query is replaced by the subscriber's number, so that no two documents are the same. --idle waits for no lines.
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>

#include "process.h"
#include "subscriber.h"

#define SECONDS(s) ((int64_t)((s)*1e9))

typedef struct {
  const char *host, *path, *container, *query, *header;
  int port, pid, count, is_idle;
  double warm, secs;
} options;

typedef struct {
  double setup_s, secs, server_cpu_s, client_cpu_s;
  long rss_before_kb, rss_subscribed_kb, rss_end_kb;
} measurement;

static int epoll;

static options read_options(int argc, char **argv) {
  options o = {.host = "127.0.0.1",
               .path = "/graphql",
               .container = "bench",
               .query = "subscription($c:ID!){logs(containerId:$c){seq at stream text}}",
               .port = 4000,
               .count = 1,
               .warm = 2,
               .secs = 5};
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (!strcmp(name, "--idle")) {
      o.is_idle = 1;
      continue;
    }
    const char *value = i + 1 < argc ? argv[++i] : "";
    if (!strcmp(name, "--host"))
      o.host = value;
    else if (!strcmp(name, "--port"))
      o.port = atoi(value);
    else if (!strcmp(name, "--path"))
      o.path = value;
    else if (!strcmp(name, "--subs"))
      o.count = atoi(value);
    else if (!strcmp(name, "--container"))
      o.container = value;
    else if (!strcmp(name, "--warm"))
      o.warm = atof(value);
    else if (!strcmp(name, "--secs"))
      o.secs = atof(value);
    else if (!strcmp(name, "--pid"))
      o.pid = atoi(value);
    else if (!strcmp(name, "--query"))
      o.query = value;
    else if (!strcmp(name, "--header"))
      o.header = value;
    else {
      fprintf(stderr, "wsload: %s is not known\n", name);
      exit(2);
    }
  }
  return o;
}

// Reads until a time, or until a count has come to its target.
static void run(int64_t until, const int *count, int target) {
  struct epoll_event events[512];
  while (monotonic_ns() < until && (!count || *count < target)) {
    int ready = epoll_wait(epoll, events, 512, 5);
    for (int i = 0; i < ready; i++) {
      subscriber *s = events[i].data.ptr;
      if (s->fd >= 0) subscriber_read(s);
    }
  }
}

static void run_for(double seconds) { run(monotonic_ns() + SECONDS(seconds), NULL, 0); }

static void connect_all(const options *o, subscriber *all) {
  for (int i = 0; i < o->count; i++) {
    subscriber_connect(&all[i], o->host, o->port, o->path, o->header);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &event);
    // The server's backlog is finite: give it time now and then.
    if (i % 32 == 31) run_for(0.002);
  }
  run(monotonic_ns() + SECONDS(60), &seen.acknowledged, o->count - seen.closed);
}

static void subscribe(const options *o, subscriber *s, int number) {
  const char *mark = strstr(o->query, "@@");
  char message[8192], own[16] = "";
  if (mark) snprintf(own, sizeof own, "%d", number);
  snprintf(message, sizeof message, "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"%.*s%s%s\",\"variables\":{\"c\":\"%s\"}}}",
           mark ? (int)(mark - o->query) : INT_MAX, o->query, own, mark ? mark + 2 : "", o->container);
  subscriber_send(s, message);
}

static measurement measure(const options *o, subscriber *all) {
  measurement m = {.rss_before_kb = process_rss_kb(o->pid)};
  int64_t start = monotonic_ns();
  connect_all(o, all);
  m.setup_s = (monotonic_ns() - start) / 1e9;
  // Every connection is acknowledged before all subscribe in one burst, so that a server that is busy with lines cannot stretch the set-up.
  for (int i = 0; i < o->count; i++)
    if (all[i].fd >= 0) subscribe(o, &all[i], i);
  if (!o->is_idle) run(monotonic_ns() + SECONDS(20), &seen.flowing, o->count - seen.closed);
  run_for(o->warm);

  m.rss_subscribed_kb = process_rss_kb(o->pid);
  double server = process_cpu(o->pid), client = own_cpu();
  start = monotonic_ns();
  seen.measuring = 1;
  run_for(o->secs);
  seen.measuring = 0;
  m.secs = (monotonic_ns() - start) / 1e9;
  m.server_cpu_s = process_cpu(o->pid) - server;
  m.client_cpu_s = own_cpu() - client;
  m.rss_end_kb = process_rss_kb(o->pid);
  return m;
}

static void print(const options *o, const measurement *m) {
  double millions = seen.messages / 1e6;
  printf("{\"subs\":%d,\"subscribed\":%d,\"flowing\":%d,\"setup_s\":%.3f,\"secs\":%.3f,", o->count, seen.acknowledged, seen.flowing, m->setup_s,
         m->secs);
  printf("\"msgs\":%lu,\"msgs_per_s\":%.0f,\"mb_per_s\":%.1f,", seen.messages, seen.messages / m->secs, seen.bytes / m->secs / 1e6);
  printf("\"published_per_s\":%.0f,", seen.highest_seq >= 0 ? (seen.highest_seq - seen.lowest_seq) / m->secs : 0);
  printf("\"lost\":%lu,\"reordered\":%lu,\"no_latency\":%lu,", seen.lost, seen.reordered, seen.without_time);
  printf("\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,", histogram_percentile(&seen.latency, .5), histogram_percentile(&seen.latency, .99),
         histogram_percentile(&seen.latency, .999));
  printf("\"server_cpu_s\":%.2f,\"server_cpu_s_per_M\":%.3f,", m->server_cpu_s, millions > 0 ? m->server_cpu_s / millions : 0);
  printf("\"client_cpu_s\":%.2f,\"client_cpu_s_per_M\":%.3f,", m->client_cpu_s, millions > 0 ? m->client_cpu_s / millions : 0);
  printf("\"rss_before_kb\":%ld,\"rss_subscribed_kb\":%ld,\"rss_end_kb\":%ld,", m->rss_before_kb, m->rss_subscribed_kb, m->rss_end_kb);
  printf("\"errors\":%d,\"completes\":%d,\"closed\":%d,\"first_error\":\"%s\"}\n", seen.errors, seen.completes, seen.closed, seen.first_error);
}

int main(int argc, char **argv) {
  options o = read_options(argc, argv);
  struct rlimit files = {65536, 65536};
  setrlimit(RLIMIT_NOFILE, &files);
  epoll = epoll_create1(0);
  subscriber *all = calloc(o.count, sizeof *all);
  measurement m = measure(&o, all);
  print(&o, &m);
  return 0;
}
