/* RTP load for bench/media.py: cc -O2 -o load media_load.c; load LEGS SECONDS WARM_S DIGITS PORT TALKERS (legs' ports on stdin)
 *
 * One socket stands for every far end: it sends 160 bytes of mu-law to each port of stdin 50 times a second, spread over
 * 20 phases of a millisecond, and reads what comes back. A packet carries the time it was sent (microseconds, then its
 * complement), so that one which passes through shows its delay; others are held against their own stream's 20 ms
 * grid. With DIGITS, each far end presses a key every two seconds. Only the first TALKERS say anything, the others send
 * silence. At its end: one line of JSON.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { MOST = 8192, BATCH = 512, SIZE = 172, BINS = 20000, BIN_US = 20 };

struct leg {
    struct sockaddr_in to;
    uint16_t seq;
    uint32_t timestamp, press;
    int has_heard;
    uint16_t last;
    int64_t expected, heard, base;
};

static struct leg legs[MOST];
static int of_port[65536];
static unsigned char out[BATCH][SIZE], in[BATCH][2048];
static struct mmsghdr out_headers[BATCH], in_headers[BATCH];
static struct iovec out_pieces[BATCH], in_pieces[BATCH];
static struct sockaddr_in sources[BATCH];
static int64_t histogram[BINS], sent, keys, passed;
static int64_t worst_late;
static int talkers;

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void put32(unsigned char *at, uint32_t value) { value = htonl(value); memcpy(at, &value, 4); }
static uint32_t get32(const unsigned char *at) { uint32_t value; memcpy(&value, at, 4); return ntohl(value); }

static int fill(struct leg *leg, unsigned char *packet, int64_t turn, int digits, int64_t number) {
    int64_t phase = digits ? (turn + number * 7) % 100 : 100; /* five packets of every hundred are a key */
    int64_t now = now_us(), not_now = ~now;
    packet[0] = 0x80;
    packet[2] = leg->seq >> 8;
    packet[3] = leg->seq & 255;
    put32(packet + 8, 0x5000 + (uint32_t)number);
    leg->seq++;
    leg->timestamp += 160;
    if (phase < 5) {
        int over = phase > 1;
        if (phase == 0) leg->press = leg->timestamp;
        packet[1] = 101;
        put32(packet + 4, leg->press);
        packet[12] = (unsigned char)((turn / 100) % 10);
        packet[13] = over ? 0x8A : 10;
        packet[14] = 0;
        packet[15] = (unsigned char)(160 + over * 80);
        keys += phase == 2 || (turn == 0 && phase > 2); /* it may begin with the end of one */
        return 16;
    }
    packet[1] = 0;
    put32(packet + 4, leg->timestamp);
    if (number >= talkers) {
        memset(packet + 12, 0xFF, 160);
        return SIZE;
    }
    memset(packet + 12, 0x55 + (turn & 31), 160);
    memcpy(packet + 12, &now, 8);
    memcpy(packet + 20, &not_now, 8);
    return SIZE;
}

static void send_phase(int socket, int count, int phase, int64_t turn, int digits) {
    int n = 0, k;
    for (k = phase; k < count; k += 20) {
        out_pieces[n].iov_len = fill(&legs[k], out[n], turn, digits, k);
        out_headers[n].msg_hdr.msg_name = &legs[k].to;
        n++;
        if (n == BATCH || k + 20 >= count) {
            int done = sendmmsg(socket, out_headers, n, 0);
            if (done > 0) sent += done;
            n = 0;
        }
    }
}

static void note(int64_t late) {
    int64_t bin = late < 0 ? 0 : late / BIN_US;
    histogram[bin < BINS ? bin : BINS - 1]++;
}

static void take(int index, int size, int64_t now, int measured) {
    const unsigned char *packet = in[index];
    int number = of_port[ntohs(sources[index].sin_port)];
    struct leg *leg;
    int64_t stamp, complement, mark;
    uint16_t seq;
    if (number < 0 || size < 16) return;
    leg = &legs[number];
    seq = (uint16_t)(packet[2] << 8 | packet[3]);
    if (measured) {
        if (leg->has_heard) leg->expected += (int16_t)(seq - leg->last) > 0 ? (int16_t)(seq - leg->last) : 0;
        leg->heard += leg->has_heard;
    }
    leg->last = seq;
    leg->has_heard = measured;
    if (size < SIZE) return;
    memcpy(&stamp, packet + 12, 8);
    memcpy(&complement, packet + 20, 8);
    if (stamp == ~complement) {
        passed++;
        if (measured) note(now - stamp);
        return;
    }
    mark = now - (int64_t)get32(packet + 4) * 125;
    if (leg->base == 0 || mark < leg->base || mark > leg->base + 5000000) leg->base = mark;
    if (measured) note(mark - leg->base);
}

static void take_all(int socket, int measured) {
    int count, k;
    do {
        for (k = 0; k < BATCH; k++) in_headers[k].msg_hdr.msg_namelen = sizeof(sources[k]);
        count = recvmmsg(socket, in_headers, BATCH, MSG_DONTWAIT, NULL);
        int64_t now = now_us();
        for (k = 0; k < count; k++) take(k, (int)in_headers[k].msg_len, now, measured);
    } while (count == BATCH);
}

static int64_t share(double part) {
    int64_t total = 0, seen = 0, k;
    for (k = 0; k < BINS; k++) total += histogram[k];
    for (k = 0; k < BINS; k++) {
        seen += histogram[k];
        if (seen >= total * part) return k * BIN_US;
    }
    return 0;
}

int main(int count, char **words) {
    int legs_count = atoi(words[1]), digits = atoi(words[4]), k, port, one = 4 << 20;
    double seconds = atof(words[2]), warm = atof(words[3]);
    int64_t begun, end, measured_from, tick = 0, expected = 0, heard = 0;
    int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[5]))};
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &one, sizeof one);
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &one, sizeof one);
    if (bind(socket_, (struct sockaddr *)&own, sizeof own)) { perror("bind"); return 1; }
    memset(of_port, -1, sizeof of_port);
    for (k = 0; k < legs_count && scanf("%d", &port) == 1; k++) {
        legs[k].to = own;
        legs[k].to.sin_port = htons((uint16_t)port);
        of_port[port] = k;
    }
    for (k = 0; k < BATCH; k++) {
        out_pieces[k].iov_base = out[k];
        out_headers[k].msg_hdr.msg_iov = &out_pieces[k];
        out_headers[k].msg_hdr.msg_iovlen = 1;
        out_headers[k].msg_hdr.msg_namelen = sizeof own;
        in_pieces[k].iov_base = in[k];
        in_pieces[k].iov_len = sizeof in[k];
        in_headers[k].msg_hdr.msg_iov = &in_pieces[k];
        in_headers[k].msg_hdr.msg_iovlen = 1;
        in_headers[k].msg_hdr.msg_name = &sources[k];
    }
    talkers = count > 6 ? atoi(words[6]) : legs_count;
    begun = now_us();
    measured_from = begun + (int64_t)(warm * 1e6);
    end = measured_from + (int64_t)(seconds * 1e6);
    while (begun + tick * 1000 < end) {
        int64_t until = begun + tick * 1000, late = now_us() - until;
        struct timespec at = {until / 1000000, until % 1000000 * 1000};
        if (late < 0) clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
        else if (late > worst_late && until > measured_from) worst_late = late;
        take_all(socket_, now_us() > measured_from);
        send_phase(socket_, legs_count, (int)(tick % 20), tick / 20, digits);
        tick++;
    }
    for (k = 0; k < legs_count; k++) { expected += legs[k].expected; heard += legs[k].heard; }
    printf("{\"sent\": %ld, \"keys\": %ld, \"expected\": %ld, \"heard\": %ld, \"passed\": %ld, \"p50_us\": %ld, "
           "\"p99_us\": %ld, \"generator_late_us\": %ld}\n",
           (long)sent, (long)keys, (long)expected, (long)heard, (long)passed, (long)share(0.5), (long)share(0.99),
           (long)worst_late);
    return 0;
}
