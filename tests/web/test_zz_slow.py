import time
import tests.web.test_fuzz as f
orig=f._fuzz
def timed(op, ann):
    t=time.time(); 
    try: orig(op, ann)
    finally: print(f"{time.time()-t:6.2f} {op.label}", flush=True)
f._fuzz=timed
from tests.web.test_fuzz import *
