;; The three loops that touch every byte of a dump, in 128-bit steps. `node scripts/byteScan.mjs` turns this file into
;; byteScanBinary.ts; a test fails when the two differ. The rest of the scanner is TypeScript.
;;
;; Memory: 0 hash state (see below) | the rest is the caller's, who reads parts of files into it.
;; The caller leaves at least 64 bytes of memory behind `limit`, so that loads may run past it.
(module
  (memory (export "memory") 20)

  ;; Walks the inside of a JSON string from p. Stops at the closing quote, at a control character (which may not stand in
  ;; a string; a line's end is one), or at `limit`. Only quotes stop the loop, not every escape: whether a quote is escaped
  ;; is told by the parity of the backslashes before it, so the 16 bytes before p have to be there after a refill.
  (func (export "stringEnd") (param $p i32) (param $limit i32) (result i32)
    (local $v v128) (local $w v128) (local $x v128) (local $y v128) (local $z v128) (local $m i32) (local $k i32)
    (local $quotes v128) (local $lowest v128)
    (local.set $lowest (i8x16.splat (i32.const 31)))
    (local.set $quotes (i8x16.splat (i32.const 34)))
    (loop $next
      (block $hit
        (br_if $hit (i32.gt_u (i32.add (local.get $p) (i32.const 64)) (local.get $limit)))
        (local.set $v (v128.load (local.get $p)))
        (local.set $w (v128.load offset=16 (local.get $p)))
        (local.set $x (v128.load offset=32 (local.get $p)))
        (local.set $y (v128.load offset=48 (local.get $p)))
        ;; A byte is a control character when it is its own minimum with 31: x86 has no unsigned comparison of bytes.
        (local.set $z (i8x16.min_u
          (i8x16.min_u (local.get $v) (local.get $w))
          (i8x16.min_u (local.get $x) (local.get $y))))
        (br_if $hit (v128.any_true (v128.or
          (v128.or
            (v128.or (i8x16.eq (local.get $v) (local.get $quotes)) (i8x16.eq (local.get $w) (local.get $quotes)))
            (v128.or (i8x16.eq (local.get $x) (local.get $quotes)) (i8x16.eq (local.get $y) (local.get $quotes))))
          (i8x16.eq (local.get $z) (i8x16.min_u (local.get $z) (local.get $lowest))))))
        (local.set $p (i32.add (local.get $p) (i32.const 64)))
        (br $next))
      (if (i32.ge_u (local.get $p) (local.get $limit)) (then (return (local.get $limit))))
      (local.set $v (v128.load (local.get $p)))
      (local.set $m (i8x16.bitmask (v128.or (i8x16.eq (local.get $v) (local.get $quotes)) (i8x16.eq (local.get $v) (i8x16.min_u (local.get $v) (local.get $lowest))))))
      (if (i32.eqz (local.get $m))
        (then (local.set $p (i32.add (local.get $p) (i32.const 16))) (br $next)))
      (local.set $p (i32.add (local.get $p) (i32.ctz (local.get $m))))
      (if (i32.ge_u (local.get $p) (local.get $limit)) (then (return (local.get $limit))))
      (if (i32.ne (i32.load8_u (local.get $p)) (i32.const 34)) (then (return (local.get $p))))
      (local.set $k (local.get $p))
      (block $counted
        (loop $back
          (br_if $counted (i32.ne (i32.load8_u (i32.sub (local.get $k) (i32.const 1))) (i32.const 92)))
          (local.set $k (i32.sub (local.get $k) (i32.const 1)))
          (br $back)))
      (if (i32.eqz (i32.and (i32.sub (local.get $p) (local.get $k)) (i32.const 1))) (then (return (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $next))
    (unreachable))


  ;; Number of `<tool_call>` and `<grounding>` that lie wholly in [p, limit).
  (func (export "openings") (param $p i32) (param $limit i32) (result i32)
    (local $m i32) (local $q i32) (local $n i32) (local $head i64) (local $tail i32)
    (local $angles v128)
    (local.set $angles (i8x16.splat (i32.const 60)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (if (i32.eqz (v128.any_true (v128.or
              (v128.or
                (i8x16.eq (v128.load (local.get $p)) (local.get $angles))
                (i8x16.eq (v128.load offset=16 (local.get $p)) (local.get $angles)))
              (v128.or
                (i8x16.eq (v128.load offset=32 (local.get $p)) (local.get $angles))
                (i8x16.eq (v128.load offset=48 (local.get $p)) (local.get $angles))))))
          (then (local.set $p (i32.add (local.get $p) (i32.const 64))) (br $next)))
        (local.set $m (i8x16.bitmask (i8x16.eq (v128.load (local.get $p)) (local.get $angles))))
        (block $clean
          (loop $hit
            (br_if $clean (i32.eqz (local.get $m)))
            (local.set $q (i32.add (local.get $p) (i32.ctz (local.get $m))))
            (br_if $done (i32.gt_u (i32.add (local.get $q) (i32.const 11)) (local.get $limit)))
            (local.set $head (i64.load (local.get $q)))
            (local.set $tail (i32.load offset=7 (local.get $q)))
            (local.set $n (i32.add (local.get $n) (i32.or
              (i32.and (i64.eq (local.get $head) (i64.const 0x61635f6c6f6f743c)) (i32.eq (local.get $tail) (i32.const 0x3e6c6c61)))
              (i32.and (i64.eq (local.get $head) (i64.const 0x69646e756f72673c)) (i32.eq (local.get $tail) (i32.const 0x3e676e69))))))
            (local.set $m (i32.and (local.get $m) (i32.sub (local.get $m) (i32.const 1))))
            (br $hit)))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (br $next)))
    (local.get $n))

  ;; XXH64 with seed 0 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), fed in pieces.
  ;; State: 0 four lanes | 32 bytes so far (i64) | 40 bytes waiting (i32) | 48 waiting bytes (32, and 16 to spare).
  (func $round (param $acc i64) (param $word i64) (result i64)
    (i64.mul
      (i64.rotl (i64.add (local.get $acc) (i64.mul (local.get $word) (i64.const 0xC2B2AE3D27D4EB4F))) (i64.const 31))
      (i64.const 0x9E3779B185EBCA87)))

  (func $merge (param $h i64) (param $lane i64) (result i64)
    (i64.add
      (i64.mul (i64.xor (local.get $h) (call $round (i64.const 0) (local.get $lane))) (i64.const 0x9E3779B185EBCA87))
      (i64.const 0x85EBCA77C2B2AE63)))

  (func (export "hashReset")
    (i64.store (i32.const 0) (i64.const 0x60EA27EEADC0B5D6))
    (i64.store (i32.const 8) (i64.const 0xC2B2AE3D27D4EB4F))
    (i64.store (i32.const 16) (i64.const 0))
    (i64.store (i32.const 24) (i64.const 0x61C8864E7A143579))
    (i64.store (i32.const 32) (i64.const 0))
    (i32.store (i32.const 40) (i32.const 0)))

  ;; Takes whole stripes of 32 bytes; returns where it stopped. The rounds are written out: the engine calls functions.
  (func $stripes (param $p i32) (param $end i32) (result i32)
    (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $p1 i64) (local $p2 i64)
    (local.set $p1 (i64.const 0x9E3779B185EBCA87))
    (local.set $p2 (i64.const 0xC2B2AE3D27D4EB4F))
    (local.set $a (i64.load (i32.const 0))) (local.set $b (i64.load (i32.const 8)))
    (local.set $c (i64.load (i32.const 16))) (local.set $d (i64.load (i32.const 24)))
    (block $done
      (loop $next
        (br_if $done (i32.gt_u (i32.add (local.get $p) (i32.const 32)) (local.get $end)))
        (local.set $a (i64.mul
          (i64.rotl (i64.add (local.get $a) (i64.mul (i64.load (local.get $p)) (local.get $p2))) (i64.const 31))
          (local.get $p1)))
        (local.set $b (i64.mul
          (i64.rotl (i64.add (local.get $b) (i64.mul (i64.load offset=8 (local.get $p)) (local.get $p2))) (i64.const 31))
          (local.get $p1)))
        (local.set $c (i64.mul
          (i64.rotl (i64.add (local.get $c) (i64.mul (i64.load offset=16 (local.get $p)) (local.get $p2))) (i64.const 31))
          (local.get $p1)))
        (local.set $d (i64.mul
          (i64.rotl (i64.add (local.get $d) (i64.mul (i64.load offset=24 (local.get $p)) (local.get $p2))) (i64.const 31))
          (local.get $p1)))
        (local.set $p (i32.add (local.get $p) (i32.const 32)))
        (br $next)))
    (i64.store (i32.const 0) (local.get $a)) (i64.store (i32.const 8) (local.get $b))
    (i64.store (i32.const 16) (local.get $c)) (i64.store (i32.const 24) (local.get $d))
    (local.get $p))

  (func (export "hashUpdate") (param $p i32) (param $end i32)
    (local $waiting i32) (local $n i32)
    (if (i32.ge_u (local.get $p) (local.get $end)) (then (return)))
    (i64.store (i32.const 32)
      (i64.add (i64.load (i32.const 32)) (i64.extend_i32_u (i32.sub (local.get $end) (local.get $p)))))
    (local.set $waiting (i32.load (i32.const 40)))
    (if (local.get $waiting)
      (then
        (local.set $n (i32.sub (i32.const 32) (local.get $waiting)))
        (if (i32.gt_u (local.get $n) (i32.sub (local.get $end) (local.get $p)))
          (then (local.set $n (i32.sub (local.get $end) (local.get $p)))))
        (memory.copy (i32.add (i32.const 48) (local.get $waiting)) (local.get $p) (local.get $n))
        (local.set $p (i32.add (local.get $p) (local.get $n)))
        (local.set $waiting (i32.add (local.get $waiting) (local.get $n)))
        (i32.store (i32.const 40) (local.get $waiting))
        (if (i32.lt_u (local.get $waiting) (i32.const 32)) (then (return)))
        (drop (call $stripes (i32.const 48) (i32.const 80)))))
    (local.set $p (call $stripes (local.get $p) (local.get $end)))
    (i32.store (i32.const 40) (i32.sub (local.get $end) (local.get $p)))
    (memory.copy (i32.const 48) (local.get $p) (i32.sub (local.get $end) (local.get $p))))

  (func $lanes (result i64)
    (local $h i64)
    (local.set $h (i64.add
      (i64.add (i64.rotl (i64.load (i32.const 0)) (i64.const 1)) (i64.rotl (i64.load (i32.const 8)) (i64.const 7)))
      (i64.add (i64.rotl (i64.load (i32.const 16)) (i64.const 12)) (i64.rotl (i64.load (i32.const 24)) (i64.const 18)))))
    (local.set $h (call $merge (local.get $h) (i64.load (i32.const 0))))
    (local.set $h (call $merge (local.get $h) (i64.load (i32.const 8))))
    (local.set $h (call $merge (local.get $h) (i64.load (i32.const 16))))
    (call $merge (local.get $h) (i64.load (i32.const 24))))

  ;; Writes the digest over lane 0 (little endian), so that no 64-bit value has to become a BigInt.
  (func (export "hashDigest")
    (local $h i64) (local $p i32) (local $end i32)
    (if (i64.ge_u (i64.load (i32.const 32)) (i64.const 32))
      (then (local.set $h (call $lanes)))
      (else (local.set $h (i64.const 0x27D4EB2F165667C5))))
    (local.set $h (i64.add (local.get $h) (i64.load (i32.const 32))))
    (local.set $p (i32.const 48))
    (local.set $end (i32.add (i32.const 48) (i32.load (i32.const 40))))
    (block $words
      (loop $next
        (br_if $words (i32.gt_u (i32.add (local.get $p) (i32.const 8)) (local.get $end)))
        (local.set $h (i64.add
          (i64.mul
            (i64.rotl (i64.xor (local.get $h) (call $round (i64.const 0) (i64.load (local.get $p)))) (i64.const 27))
            (i64.const 0x9E3779B185EBCA87))
          (i64.const 0x85EBCA77C2B2AE63)))
        (local.set $p (i32.add (local.get $p) (i32.const 8)))
        (br $next)))
    (if (i32.le_u (i32.add (local.get $p) (i32.const 4)) (local.get $end))
      (then
        (local.set $h (i64.add
          (i64.mul
            (i64.rotl
              (i64.xor (local.get $h)
                (i64.mul (i64.load32_u (local.get $p)) (i64.const 0x9E3779B185EBCA87)))
              (i64.const 23))
            (i64.const 0xC2B2AE3D27D4EB4F))
          (i64.const 0x165667B19E3779F9)))
        (local.set $p (i32.add (local.get $p) (i32.const 4)))))
    (block $bytes
      (loop $next
        (br_if $bytes (i32.ge_u (local.get $p) (local.get $end)))
        (local.set $h (i64.mul
          (i64.rotl
            (i64.xor (local.get $h) (i64.mul (i64.load8_u (local.get $p)) (i64.const 0x27D4EB2F165667C5)))
            (i64.const 11))
          (i64.const 0x9E3779B185EBCA87)))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br $next)))
    (local.set $h (i64.mul (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 33))) (i64.const 0xC2B2AE3D27D4EB4F)))
    (local.set $h (i64.mul (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))) (i64.const 0x165667B19E3779F9)))
    (i64.store (i32.const 0) (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 32))))))
