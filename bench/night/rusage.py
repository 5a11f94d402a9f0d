# Runs a command and writes what it and its children cost: seconds of processor and wall, megabytes at the peak.
import json, os, resource, subprocess, sys, time

began = time.monotonic()
status = subprocess.call(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=sys.stdin)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], 'w') as out:
    json.dump({
        'cpu': (used.ru_utime + used.ru_stime) * 1000,
        'wall': (time.monotonic() - began) * 1000,
        'rss': used.ru_maxrss / 1024,
        'status': status,
    }, out)
