/* Lets the n-th write to a database fail: LD_PRELOADed by tests/sync/test_faults.py.
 *
 * FAULT_AT     which write, sync or truncation of a file named like a database fails, counted from 1
 * FAULT_ERRNO  with which error
 * FAULT_LASTS  1: all after it fail too, as on a disk that is full
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(int file)
{
    static long count = 0;
    char link[64], path[4096];
    const char *at = getenv("FAULT_AT"), *lasts = getenv("FAULT_LASTS");
    if (!at)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (!strstr(path, "dateline.db") || strstr(path, "-shm"))
        return 0;
    long number = __sync_add_and_fetch(&count, 1), wanted = atol(at);
    if (number == wanted || (lasts && number > wanted)) {
        errno = atoi(getenv("FAULT_ERRNO"));
        return 1;
    }
    return 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *data, size_t size)
{
    return fails(file) ? -1 : REAL(write)(file, data, size);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    return fails(file) ? -1 : REAL(pwrite)(file, data, size, at);
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
    return fails(file) ? -1 : REAL(pwrite64)(file, data, size, at);
}
int fsync(int file)
{
    return fails(file) ? -1 : REAL(fsync)(file);
}
int fdatasync(int file)
{
    return fails(file) ? -1 : REAL(fdatasync)(file);
}
int ftruncate(int file, off_t size)
{
    return fails(file) ? -1 : REAL(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size)
{
    return fails(file) ? -1 : REAL(ftruncate64)(file, size);
}
