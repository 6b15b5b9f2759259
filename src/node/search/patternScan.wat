;; Looks for up to eight sets of patterns of up to four bytes at once, 16 positions a step. `node scripts/byteScan.mjs` turns
;; this file into patternScanBinary.ts; a test fails when the two differ.
;; Each position of a pattern has two tables of 16 bytes: by the low and by the high half of a byte, they tell the sets (one
;; bit each) that may have it there. Where all tables of all four positions agree on a set, one of its patterns may stand.
;; After N. Wang and others, "Hyperscan: a fast multi-pattern regex matcher for modern CPUs" (NSDI 2019), 4.2.
;;
;; Memory (patternScan.ts has the same numbers)
;;      0  tables: low and high halves of the first position, of the second, the third, the fourth
;;    128  the sets that were found last
;;  65536  the caller's window, with at least 32 bytes behind any `limit`, which loads may run past
(module
  (memory (export "memory") 34)

  ;; The first position in [p, limit) where a pattern may begin, or `limit`.
  (func (export "find") (param $p i32) (param $limit i32) (result i32)
    (local $v v128) (local $m v128) (local $half v128) (local $hit i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $a (v128.load (i32.const 0)))
    (local.set $b (v128.load (i32.const 16)))
    (local.set $c (v128.load (i32.const 32)))
    (local.set $d (v128.load (i32.const 48)))
    (local.set $e (v128.load (i32.const 64)))
    (local.set $f (v128.load (i32.const 80)))
    (local.set $g (v128.load (i32.const 96)))
    (local.set $h (v128.load (i32.const 112)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $v (v128.load (local.get $p)))
        (local.set $m (v128.and
          (i8x16.swizzle (local.get $a) (v128.and (local.get $v) (local.get $half)))
          (i8x16.swizzle (local.get $b) (v128.and (i16x8.shr_u (local.get $v) (i32.const 4)) (local.get $half)))))
        (local.set $v (v128.load offset=1 (local.get $p)))
        (local.set $m (v128.and (local.get $m) (v128.and
          (i8x16.swizzle (local.get $c) (v128.and (local.get $v) (local.get $half)))
          (i8x16.swizzle (local.get $d) (v128.and (i16x8.shr_u (local.get $v) (i32.const 4)) (local.get $half))))))
        (local.set $v (v128.load offset=2 (local.get $p)))
        (local.set $m (v128.and (local.get $m) (v128.and
          (i8x16.swizzle (local.get $e) (v128.and (local.get $v) (local.get $half)))
          (i8x16.swizzle (local.get $f) (v128.and (i16x8.shr_u (local.get $v) (i32.const 4)) (local.get $half))))))
        (local.set $v (v128.load offset=3 (local.get $p)))
        (local.set $m (v128.and (local.get $m) (v128.and
          (i8x16.swizzle (local.get $g) (v128.and (local.get $v) (local.get $half)))
          (i8x16.swizzle (local.get $h) (v128.and (i16x8.shr_u (local.get $v) (i32.const 4)) (local.get $half))))))
        (if (v128.any_true (local.get $m))
          (then
            (local.set $hit (i32.ctz (i8x16.bitmask (i8x16.ne (local.get $m) (v128.const i64x2 0 0)))))
            (v128.store offset=144 (i32.const 0) (local.get $m))
            (i32.store8 offset=128 (i32.const 0) (i32.load8_u offset=144 (local.get $hit)))
            (local.set $p (i32.add (local.get $p) (local.get $hit)))
            (return (select (local.get $p) (local.get $limit) (i32.lt_u (local.get $p) (local.get $limit))))))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (br $next)))
    (local.get $limit)))
