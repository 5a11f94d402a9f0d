"""Runs a Python script, and says at its end what it cost, as say-usage.mjs does."""
import atexit, json, os, resource, runpy, sys, time

began = time.perf_counter()


def say():
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["USAGE_FILE"], "w") as file:
        json.dump(
            {
                "cpu": 1000 * (used.ru_utime + used.ru_stime),
                "wall": 1000 * (time.perf_counter() - began),
                "rss": used.ru_maxrss / 1024,
            },
            file,
        )


atexit.register(say)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
