;; The loops that touch every byte of a dump: the walk over lines of JSON, the end of strings in 128-bit steps, counting of
;; tags, hashing, reading of strings. `node scripts/byteScan.mjs` turns this file into byteScanBinary.ts; a test fails when the two differ.
;; What the walk finds is told to TypeScript on a tape: kept there, it would take most of the time in being compiled.
;;
;; Memory (byteScan.ts has the same numbers)
;;      0  hash: four lanes | 32 bytes so far (i64) | 40 bytes waiting (i32) | 48 waiting bytes (32, and 16 to spare)
;;     96  walk: state | 100 depth | 104 root is an object | 108 layout (1: one value, line ends are spaces)
;;         112 start of the open top-level value, or -1 | 116 stop after each line | 120 entries on the tape
;;    128  where the string ended that was read last
;;   1024  tape: entries of three i32: kind, from, to
;;  65536  frames: one bit per open bracket, 1 for objects
;; 131072  the caller's: window and scratch, with at least 96 bytes behind any `limit`, which loads may run past
(module
  (memory (export "memory") 21)

  ;; Walks the inside of a JSON string from p. Stops at the closing quote, at a control character (which may not stand in
  ;; a string; a line's end is one), or at `limit`. Only quotes stop the loop, not every escape: whether a quote is escaped
  ;; is told by the parity of the backslashes before it, so the 16 bytes before p have to be there after a refill.
  (func $stringEnd (export "stringEnd") (param $p i32) (param $limit i32) (result i32)
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


  ;; Number of `<tool_call>` and `<grounding>` that lie wholly in [p, limit). Only `<t` and `<g` are looked at closely:
  ;; rows can hold thousands of `<|image_pad|>`.
  (func (export "openings") (param $p i32) (param $limit i32) (result i32)
    (local $m i32) (local $q i32) (local $n i32) (local $end i32) (local $head i64) (local $tail i32) (local $next v128)
    (local $angles v128) (local $ts v128) (local $gs v128)
    (local.set $angles (i8x16.splat (i32.const 60)))
    (local.set $ts (i8x16.splat (i32.const 116)))
    (local.set $gs (i8x16.splat (i32.const 103)))
    (block $done
      (loop $block
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $end (i32.add (local.get $p) (i32.const 64)))
        (if (i32.eqz (v128.any_true (v128.or
              (v128.or
                (i8x16.eq (v128.load (local.get $p)) (local.get $angles))
                (i8x16.eq (v128.load offset=16 (local.get $p)) (local.get $angles)))
              (v128.or
                (i8x16.eq (v128.load offset=32 (local.get $p)) (local.get $angles))
                (i8x16.eq (v128.load offset=48 (local.get $p)) (local.get $angles))))))
          (then (local.set $p (local.get $end)) (br $block)))
        (loop $vector
          (local.set $next (v128.load offset=1 (local.get $p)))
          (local.set $m (i8x16.bitmask (v128.and
            (i8x16.eq (v128.load (local.get $p)) (local.get $angles))
            (v128.or (i8x16.eq (local.get $next) (local.get $ts)) (i8x16.eq (local.get $next) (local.get $gs))))))
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
          (br_if $vector (i32.lt_u (local.get $p) (local.get $end))))
        (br $block)))
    (local.get $n))

  ;; The walk. States, in the order of the table in $walk:
  ;;   0 start of a line | 1 value | 2 first element or ] | 3 first key or } | 4 key | 5 colon | 6 comma or closing bracket
  ;;   7 inside a string value | 8 inside a key too long to report | 9 after the line's value | 10 rest of a bad line
  ;; Kinds on the tape: 1 key | 2 string | 3 scalar | 4 list or object | 5 blank line | 6 end of an object's line
  ;;   7 end of a line of another value | 8 end of a bad line | 9 first bad byte. Keys and values are the top-level ones of
  ;;   objects; 5 to 9 have the position in `from`.
  (func $emit (param $kind i32) (param $from i32) (param $to i32)
    (local $n i32) (local $at i32)
    (local.set $n (i32.load (i32.const 120)))
    (local.set $at (i32.mul (local.get $n) (i32.const 12)))
    (i32.store offset=1024 (local.get $at) (local.get $kind))
    (i32.store offset=1028 (local.get $at) (local.get $from))
    (i32.store offset=1032 (local.get $at) (local.get $to))
    (i32.store (i32.const 120) (i32.add (local.get $n) (i32.const 1))))

  (func $isTop (param $depth i32) (result i32)
    (i32.and (i32.eq (local.get $depth) (i32.const 1)) (i32.load (i32.const 104))))

  ;; The frame of the innermost open bracket: 1 for objects.
  (func $frame (param $depth i32) (result i32)
    (local $i i32)
    (local.set $i (i32.sub (local.get $depth) (i32.const 1)))
    (i32.and
      (i32.shr_u (i32.load8_u offset=65536 (i32.shr_u (local.get $i) (i32.const 3))) (i32.and (local.get $i) (i32.const 7)))
      (i32.const 1)))

  (func $setFrame (param $i i32) (param $isObject i32)
    (local $at i32) (local $bit i32)
    (local.set $at (i32.shr_u (local.get $i) (i32.const 3)))
    (local.set $bit (i32.shl (i32.const 1) (i32.and (local.get $i) (i32.const 7))))
    (i32.store8 offset=65536 (local.get $at)
      (i32.or
        (i32.and (i32.load8_u offset=65536 (local.get $at)) (i32.xor (local.get $bit) (i32.const 255)))
        (i32.mul (local.get $bit) (local.get $isObject)))))

  (func $digits (param $p i32) (param $to i32) (result i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $to)))
        (br_if $done (i32.gt_u (i32.sub (i32.load8_u (local.get $p)) (i32.const 48)) (i32.const 9)))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br $next)))
    (local.get $p))

  (func $isNumber (param $p i32) (param $to i32) (result i32)
    (local $q i32) (local $c i32)
    (if (i32.eq (i32.load8_u (local.get $p)) (i32.const 45))
      (then (local.set $p (i32.add (local.get $p) (i32.const 1)))))
    (local.set $q (call $digits (local.get $p) (local.get $to)))
    (if (i32.eq (local.get $q) (local.get $p)) (then (return (i32.const 0))))
    (if (i32.and
          (i32.eq (i32.load8_u (local.get $p)) (i32.const 48))
          (i32.gt_u (local.get $q) (i32.add (local.get $p) (i32.const 1))))
      (then (return (i32.const 0))))
    (if (i32.and (i32.lt_u (local.get $q) (local.get $to)) (i32.eq (i32.load8_u (local.get $q)) (i32.const 46)))
      (then
        (local.set $p (i32.add (local.get $q) (i32.const 1)))
        (local.set $q (call $digits (local.get $p) (local.get $to)))
        (if (i32.eq (local.get $q) (local.get $p)) (then (return (i32.const 0))))))
    (if (i32.eq (local.get $q) (local.get $to)) (then (return (i32.const 1))))
    (if (i32.ne (i32.or (i32.load8_u (local.get $q)) (i32.const 32)) (i32.const 101)) (then (return (i32.const 0))))
    (local.set $p (i32.add (local.get $q) (i32.const 1)))
    (local.set $c (i32.load8_u (local.get $p)))
    (if (i32.or (i32.eq (local.get $c) (i32.const 43)) (i32.eq (local.get $c) (i32.const 45)))
      (then (local.set $p (i32.add (local.get $p) (i32.const 1)))))
    (if (i32.ge_u (local.get $p) (local.get $to)) (then (return (i32.const 0))))
    (i32.eq (call $digits (local.get $p) (local.get $to)) (local.get $to)))

  ;; true, false, null, and Python's NaN, Infinity, -Infinity.
  (func $isWord (param $p i32) (param $n i32) (result i32)
    (local $word i32)
    (local.set $word (i32.load (local.get $p)))
    (if (i32.eq (local.get $n) (i32.const 4))
      (then (return (i32.or
        (i32.eq (local.get $word) (i32.const 0x65757274)) (i32.eq (local.get $word) (i32.const 0x6c6c756e))))))
    (if (i32.eq (local.get $n) (i32.const 5))
      (then (return (i32.and
        (i32.eq (local.get $word) (i32.const 0x736c6166)) (i32.eq (i32.load8_u offset=4 (local.get $p)) (i32.const 101))))))
    (if (i32.eq (local.get $n) (i32.const 3))
      (then (return (i32.eq (i32.and (local.get $word) (i32.const 0xffffff)) (i32.const 0x4e614e)))))
    (if (i32.eq (local.get $n) (i32.const 9))
      (then
        (if (i32.ne (i32.load8_u (local.get $p)) (i32.const 45)) (then (return (i32.const 0))))
        (return (i64.eq (i64.load offset=1 (local.get $p)) (i64.const 0x7974696e69666e49)))))
    (i32.and
      (i32.eq (local.get $n) (i32.const 8))
      (i64.eq (i64.load (local.get $p)) (i64.const 0x7974696e69666e49))))

  (func $scalarEnd (param $p i32) (param $limit i32) (result i32)
    (local $c i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $c (i32.load8_u (local.get $p)))
        (br_if $done (i32.le_u (local.get $c) (i32.const 32)))
        (br_if $done (i32.eq (local.get $c) (i32.const 44)))
        (br_if $done (i32.eq (i32.or (local.get $c) (i32.const 32)) (i32.const 125)))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br $next)))
    (local.get $p))

  (func $lineEnd (param $p i32) (param $limit i32) (result i32)
    (local $m i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $m (i8x16.bitmask (i8x16.eq (v128.load (local.get $p)) (i8x16.splat (i32.const 10)))))
        (if (local.get $m)
          (then
            (local.set $p (i32.add (local.get $p) (i32.ctz (local.get $m))))
            (br $done)))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (br $next)))
    (select (local.get $p) (local.get $limit) (i32.lt_u (local.get $p) (local.get $limit))))

  ;; Walks on from p and returns where it stopped: at `limit`, at the start of a token that `limit` cuts, when the tape is
  ;; full, or behind a line when it is to stop there. Tokens longer than 64 KiB are no JSON, but for strings.
  (func (export "walk") (param $p i32) (param $limit i32) (result i32)
    (local $state i32) (local $depth i32) (local $c i32) (local $q i32)
    (local.set $state (i32.load (i32.const 96)))
    (local.set $depth (i32.load (i32.const 100)))
    (i32.store (i32.const 120) (i32.const 0))
    (block $out
      (loop $next
        (br_if $out (i32.ge_u (local.get $p) (local.get $limit)))
        (br_if $out (i32.gt_u (i32.load (i32.const 120)) (i32.const 5000)))
        (block $bad
          (block $newline
            (block $closed
              (block $afterValue
                (if (i32.eq (local.get $state) (i32.const 7))
                  (then
                    (local.set $p (call $stringEnd (local.get $p) (local.get $limit)))
                    (br_if $out (i32.eq (local.get $p) (local.get $limit)))
                    (br_if $bad (i32.ne (i32.load8_u (local.get $p)) (i32.const 34)))
                    (if (call $isTop (local.get $depth))
                      (then
                        (call $emit (i32.const 2) (i32.load (i32.const 112)) (local.get $p))
                        (i32.store (i32.const 112) (i32.const -1))))
                    (local.set $p (i32.add (local.get $p) (i32.const 1)))
                    (br $afterValue)))
                (if (i32.eq (local.get $state) (i32.const 8))
                  (then
                    (local.set $p (call $stringEnd (local.get $p) (local.get $limit)))
                    (br_if $out (i32.eq (local.get $p) (local.get $limit)))
                    (br_if $bad (i32.ne (i32.load8_u (local.get $p)) (i32.const 34)))
                    (local.set $p (i32.add (local.get $p) (i32.const 1)))
                    (local.set $state (i32.const 5))
                    (br $next)))
                (if (i32.eq (local.get $state) (i32.const 10))
                  (then
                    (local.set $p (select
                      (local.get $limit) (call $lineEnd (local.get $p) (local.get $limit)) (i32.load (i32.const 108))))
                    (br_if $out (i32.eq (local.get $p) (local.get $limit)))
                    (br $newline)))
                (local.set $c (i32.load8_u (local.get $p)))
                (if (i32.le_u (local.get $c) (i32.const 32))
                  (then
                    (if (i32.eq (local.get $c) (i32.const 10))
                      (then (br_if $newline (i32.eqz (i32.load (i32.const 108)))))
                      (else
                        (br_if $bad (i32.eqz (i32.or
                          (i32.eq (local.get $c) (i32.const 32))
                          (i32.or (i32.eq (local.get $c) (i32.const 13)) (i32.eq (local.get $c) (i32.const 9))))))))
                    (local.set $p (i32.add (local.get $p) (i32.const 1)))
                    (br $next)))
                (block $comma
                  (block $colon
                    (block $key
                      (block $keyOrClose
                        (block $elementOrClose
                          (block $value
                            (block $start
                              (br_table $start $value $elementOrClose $keyOrClose $key $colon $comma $bad $bad $bad
                                (local.get $state)))
                            ;; start: the line's own value
                            (local.set $depth (i32.const 0))
                            (i32.store (i32.const 104) (i32.const 0))
                            (i32.store (i32.const 112) (i32.const -1)))
                          ;; value
                          (if (i32.eq (local.get $c) (i32.const 34))
                            (then
                              (local.set $p (i32.add (local.get $p) (i32.const 1)))
                              (if (call $isTop (local.get $depth)) (then (i32.store (i32.const 112) (local.get $p))))
                              (local.set $state (i32.const 7))
                              (br $next)))
                          (if (i32.eq (i32.or (local.get $c) (i32.const 32)) (i32.const 123))
                            (then
                              (br_if $bad (i32.eq (local.get $depth) (i32.const 524288)))
                              (local.set $c (i32.eq (local.get $c) (i32.const 123)))
                              (if (i32.eqz (local.get $depth))
                                (then (i32.store (i32.const 104) (local.get $c)))
                                (else
                                  (if (call $isTop (local.get $depth))
                                    (then (i32.store (i32.const 112) (local.get $p))))))
                              (call $setFrame (local.get $depth) (local.get $c))
                              (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
                              (local.set $p (i32.add (local.get $p) (i32.const 1)))
                              (local.set $state (i32.add (i32.const 2) (local.get $c)))
                              (br $next)))
                          (local.set $q (call $scalarEnd (local.get $p) (local.get $limit)))
                          (if (i32.eq (local.get $q) (local.get $limit))
                            (then
                              ;; Comes back to this state with more bytes, or gives up on it.
                              (local.set $state (select (local.get $state) (i32.const 1) (i32.eqz (local.get $state))))
                              (br_if $out (i32.lt_u (i32.sub (local.get $limit) (local.get $p)) (i32.const 65536)))
                              (br $bad)))
                          (br_if $bad (i32.eq (local.get $q) (local.get $p)))
                          (br_if $bad (i32.eqz (i32.or
                            (call $isNumber (local.get $p) (local.get $q))
                            (call $isWord (local.get $p) (i32.sub (local.get $q) (local.get $p))))))
                          (if (call $isTop (local.get $depth))
                            (then (call $emit (i32.const 3) (local.get $p) (local.get $q))))
                          (local.set $p (local.get $q))
                          (br $afterValue))
                        ;; first element or ]
                        (br_if $closed (i32.eq (local.get $c) (i32.const 93)))
                        (local.set $state (i32.const 1))
                        (br $next))
                      ;; first key or }
                      (br_if $closed (i32.eq (local.get $c) (i32.const 125)))
                      (local.set $state (i32.const 4)))
                    ;; key
                    (br_if $bad (i32.ne (local.get $c) (i32.const 34)))
                    (local.set $q (call $stringEnd (i32.add (local.get $p) (i32.const 1)) (local.get $limit)))
                    (if (i32.eq (local.get $q) (local.get $limit))
                      (then
                        (br_if $out (i32.lt_u (i32.sub (local.get $limit) (local.get $p)) (i32.const 65536)))
                        (if (call $isTop (local.get $depth)) (then (call $emit (i32.const 1) (i32.const 0) (i32.const 0))))
                        (local.set $p (local.get $limit))
                        (local.set $state (i32.const 8))
                        (br $out)))
                    (if (i32.ne (i32.load8_u (local.get $q)) (i32.const 34))
                      (then (local.set $p (local.get $q)) (br $bad)))
                    (if (call $isTop (local.get $depth))
                      (then (call $emit (i32.const 1) (i32.add (local.get $p) (i32.const 1)) (local.get $q))))
                    (local.set $p (i32.add (local.get $q) (i32.const 1)))
                    (local.set $state (i32.const 5))
                    (br $next))
                  ;; colon
                  (br_if $bad (i32.ne (local.get $c) (i32.const 58)))
                  (local.set $p (i32.add (local.get $p) (i32.const 1)))
                  (local.set $state (i32.const 1))
                  (br $next))
                ;; comma or closing bracket
                (br_if $closed (i32.eq (i32.or (local.get $c) (i32.const 32)) (i32.const 125)))
                (br_if $bad (i32.ne (local.get $c) (i32.const 44)))
                (local.set $p (i32.add (local.get $p) (i32.const 1)))
                (local.set $state (select (i32.const 4) (i32.const 1) (call $frame (local.get $depth))))
                (br $next))
              ;; afterValue: a string or scalar has ended before p
              (local.set $state (select (i32.const 6) (i32.const 9) (local.get $depth)))
              (br $next))
            ;; closed: c is a closing bracket at p
            (br_if $bad (i32.ne (call $frame (local.get $depth)) (i32.eq (local.get $c) (i32.const 125))))
            (local.set $p (i32.add (local.get $p) (i32.const 1)))
            (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
            (if (call $isTop (local.get $depth))
              (then
                (call $emit (i32.const 4) (i32.load (i32.const 112)) (local.get $p))
                (i32.store (i32.const 112) (i32.const -1))))
            (local.set $state (select (i32.const 6) (i32.const 9) (local.get $depth)))
            (br $next))
          ;; newline at p, in any state
          (if (i32.eqz (local.get $state))
            (then (call $emit (i32.const 5) (local.get $p) (i32.const 0)))
            (else
              (if (i32.eq (local.get $state) (i32.const 9))
                (then
                  (call $emit (i32.sub (i32.const 7) (i32.load (i32.const 104))) (local.get $p) (i32.const 0)))
                (else
                  (if (i32.ne (local.get $state) (i32.const 10))
                    (then (call $emit (i32.const 9) (local.get $p) (i32.const 0))))
                  (call $emit (i32.const 8) (local.get $p) (i32.const 0))))))
          (i32.store (i32.const 112) (i32.const -1))
          (local.set $p (i32.add (local.get $p) (i32.const 1)))
          (local.set $state (i32.const 0))
          (br_if $out (i32.load (i32.const 116)))
          (br $next))
        ;; bad byte at p
        (call $emit (i32.const 9) (local.get $p) (i32.const 0))
        (i32.store (i32.const 112) (i32.const -1))
        (local.set $state (i32.const 10))
        (br $next)))
    (i32.store (i32.const 96) (local.get $state))
    (i32.store (i32.const 100) (local.get $depth))
    (local.get $p))

  ;; Writes the UTF-8 of [p, limit) as UTF-16 at $out; returns where it ends, or 0 when it is no UTF-8. Room for two bytes
  ;; a byte and 32 more is needed.
  (func (export "utf16") (param $p i32) (param $limit i32) (param $out i32) (result i32)
    (local $v v128) (local $w v128) (local $m i32) (local $c i32) (local $n i32)
    (block $done
      (loop $next
        (local.set $v (v128.load (local.get $p)))
        (local.set $w (v128.load offset=16 (local.get $p)))
        ;; 32 bytes of ASCII, the common case.
        (if (i32.eqz (i32.or
              (i32.gt_u (i32.add (local.get $p) (i32.const 32)) (local.get $limit))
              (i8x16.bitmask (v128.or (local.get $v) (local.get $w)))))
          (then
            (v128.store (local.get $out) (i16x8.extend_low_i8x16_u (local.get $v)))
            (v128.store offset=16 (local.get $out) (i16x8.extend_high_i8x16_u (local.get $v)))
            (v128.store offset=32 (local.get $out) (i16x8.extend_low_i8x16_u (local.get $w)))
            (v128.store offset=48 (local.get $out) (i16x8.extend_high_i8x16_u (local.get $w)))
            (local.set $p (i32.add (local.get $p) (i32.const 32)))
            (local.set $out (i32.add (local.get $out) (i32.const 64)))
            (br $next)))
        (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
        (v128.store (local.get $out) (i16x8.extend_low_i8x16_u (local.get $v)))
        (v128.store offset=16 (local.get $out) (i16x8.extend_high_i8x16_u (local.get $v)))
        (local.set $m (i8x16.bitmask (local.get $v)))
        (local.set $n (select (i32.ctz (local.get $m)) (i32.const 16) (local.get $m)))
        (local.set $p (i32.add (local.get $p) (local.get $n)))
        (local.set $out (i32.add (local.get $out) (i32.shl (local.get $n) (i32.const 1))))
        (if (i32.gt_u (local.get $p) (local.get $limit))
          (then (return (i32.sub (local.get $out) (i32.shl (i32.sub (local.get $p) (local.get $limit)) (i32.const 1))))))
        (br_if $next (i32.eqz (local.get $m)))
        ;; Characters of more than one byte, mostly several in a row.
        (loop $wide
          (br_if $done (i32.ge_u (local.get $p) (local.get $limit)))
          (local.set $c (i32.load8_u (local.get $p)))
          (br_if $next (i32.lt_u (local.get $c) (i32.const 128)))
          (local.set $n (i32.add (i32.const 2)
            (i32.add (i32.ge_u (local.get $c) (i32.const 0xe0)) (i32.ge_u (local.get $c) (i32.const 0xf0)))))
          (if (i32.or
                (i32.gt_u (i32.sub (local.get $c) (i32.const 0xc2)) (i32.const 0x32))
                (i32.gt_u (i32.add (local.get $p) (local.get $n)) (local.get $limit)))
            (then (return (i32.const 0))))
          (local.set $m (i32.load offset=1 (local.get $p)))
          ;; All bytes behind the first have to be 10xxxxxx.
          (if (i32.and
                (i32.xor (i32.and (local.get $m) (i32.const 0xc0c0c0)) (i32.const 0x808080))
                (i32.sub (i32.shl (i32.const 1) (i32.shl (i32.sub (local.get $n) (i32.const 1)) (i32.const 3))) (i32.const 1)))
            (then (return (i32.const 0))))
          (local.set $c (i32.and (local.get $c) (i32.shr_u (i32.const 127) (local.get $n))))
          (local.set $c (i32.or (i32.shl (local.get $c) (i32.const 6)) (i32.and (local.get $m) (i32.const 63))))
          (if (i32.ge_u (local.get $n) (i32.const 3))
            (then
              (local.set $c (i32.or
                (i32.shl (local.get $c) (i32.const 6))
                (i32.and (i32.shr_u (local.get $m) (i32.const 8)) (i32.const 63))))
              (if (i32.eq (local.get $n) (i32.const 3))
                (then
                  ;; Overlong forms and surrogates are no UTF-8.
                  (if (i32.or
                        (i32.lt_u (local.get $c) (i32.const 0x800))
                        (i32.eq (i32.and (local.get $c) (i32.const 0xf800)) (i32.const 0xd800)))
                    (then (return (i32.const 0)))))
                (else
                  (local.set $c (i32.or
                    (i32.shl (local.get $c) (i32.const 6))
                    (i32.and (i32.shr_u (local.get $m) (i32.const 16)) (i32.const 63))))
                  (if (i32.gt_u (i32.sub (local.get $c) (i32.const 0x10000)) (i32.const 0xfffff))
                    (then (return (i32.const 0))))
                  (local.set $c (i32.sub (local.get $c) (i32.const 0x10000)))
                  (i32.store16 (local.get $out) (i32.or (i32.const 0xd800) (i32.shr_u (local.get $c) (i32.const 10))))
                  (local.set $out (i32.add (local.get $out) (i32.const 2)))
                  (local.set $c (i32.or (i32.const 0xdc00) (i32.and (local.get $c) (i32.const 0x3ff))))))))
          (i32.store16 (local.get $out) (local.get $c))
          (local.set $out (i32.add (local.get $out) (i32.const 2)))
          (local.set $p (i32.add (local.get $p) (local.get $n)))
          (br $wide))))
    (local.get $out))

  ;; The value of a hexadecimal digit, or 16.
  (func $hexDigit (param $c i32) (result i32)
    (if (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10))
      (then (return (i32.sub (local.get $c) (i32.const 48)))))
    (local.set $c (i32.or (local.get $c) (i32.const 32)))
    (if (i32.lt_u (i32.sub (local.get $c) (i32.const 97)) (i32.const 6))
      (then (return (i32.sub (local.get $c) (i32.const 87)))))
    (i32.const 16))

  ;; The four digits of an escape at p, or -1.
  (func $hex4 (param $p i32) (result i32)
    (local $value i32) (local $digit i32) (local $n i32)
    (loop $next
      (local.set $digit (call $hexDigit (i32.load8_u (local.get $p))))
      (if (i32.eq (local.get $digit) (i32.const 16)) (then (return (i32.const -1))))
      (local.set $value (i32.or (i32.shl (local.get $value) (i32.const 4)) (local.get $digit)))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 4))))
    (local.get $value))

  ;; What the letter of a short escape stands for, or 0.
  (func $shortEscape (param $c i32) (result i32)
    (if (i32.eq (local.get $c) (i32.const 110)) (then (return (i32.const 10))))
    (if (i32.eq (local.get $c) (i32.const 34)) (then (return (local.get $c))))
    (if (i32.eq (local.get $c) (i32.const 92)) (then (return (local.get $c))))
    (if (i32.eq (local.get $c) (i32.const 116)) (then (return (i32.const 9))))
    (if (i32.eq (local.get $c) (i32.const 47)) (then (return (local.get $c))))
    (if (i32.eq (local.get $c) (i32.const 114)) (then (return (i32.const 13))))
    (if (i32.eq (local.get $c) (i32.const 98)) (then (return (i32.const 8))))
    (if (i32.eq (local.get $c) (i32.const 102)) (then (return (i32.const 12))))
    (i32.const 0))

  ;; Writes a character that is not ASCII as UTF-8 at $out; returns where it ends.
  (func $utf8 (param $c i32) (param $out i32) (result i32)
    (if (i32.lt_u (local.get $c) (i32.const 0x80))
      (then
        (i32.store8 (local.get $out) (local.get $c))
        (return (i32.add (local.get $out) (i32.const 1)))))
    (if (i32.lt_u (local.get $c) (i32.const 0x800))
      (then
        (i32.store8 (local.get $out) (i32.or (i32.const 0xc0) (i32.shr_u (local.get $c) (i32.const 6)))))
      (else
        (if (i32.lt_u (local.get $c) (i32.const 0x10000))
          (then
            (i32.store8 (local.get $out) (i32.or (i32.const 0xe0) (i32.shr_u (local.get $c) (i32.const 12)))))
          (else
            (i32.store8 (local.get $out) (i32.or (i32.const 0xf0) (i32.shr_u (local.get $c) (i32.const 18))))
            (local.set $out (i32.add (local.get $out) (i32.const 1)))
            (i32.store8 (local.get $out)
              (i32.or (i32.const 0x80) (i32.and (i32.shr_u (local.get $c) (i32.const 12)) (i32.const 0x3f))))))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (i32.store8 (local.get $out)
          (i32.or (i32.const 0x80) (i32.and (i32.shr_u (local.get $c) (i32.const 6)) (i32.const 0x3f))))))
    (local.set $out (i32.add (local.get $out) (i32.const 1)))
    (i32.store8 (local.get $out) (i32.or (i32.const 0x80) (i32.and (local.get $c) (i32.const 0x3f))))
    (i32.add (local.get $out) (i32.const 1)))

  ;; Writes the content of the JSON string that begins at p, without its quote, as UTF-8 at $out: escapes are resolved, other
  ;; bytes copied. Returns where it ends, and leaves the place of the closing quote at 128; 0 for what is no string, for half
  ;; of a surrogate pair, which UTF-8 has no form for, and without a closing quote before `limit`. 16 bytes behind what is
  ;; written are overwritten.
  (func (export "unescape") (param $p i32) (param $limit i32) (param $out i32) (result i32)
    (local $v v128) (local $n i32) (local $c i32) (local $low i32)
    (block $bad
      (loop $next
        (br_if $bad (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $v (v128.load (local.get $p)))
        (v128.store (local.get $out) (local.get $v))
        (local.set $n (i8x16.bitmask
          (v128.or
            (v128.or
              (i8x16.eq (local.get $v) (v128.const i8x16 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34))
              (i8x16.eq (local.get $v) (v128.const i8x16 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92)))
            (i8x16.eq (local.get $v)
              (i8x16.min_u (local.get $v) (v128.const i8x16 31 31 31 31 31 31 31 31 31 31 31 31 31 31 31 31))))))
        (if (i32.eqz (local.get $n))
          (then
            (local.set $p (i32.add (local.get $p) (i32.const 16)))
            (local.set $out (i32.add (local.get $out) (i32.const 16)))
            (br $next)))
        (local.set $n (i32.ctz (local.get $n)))
        (local.set $p (i32.add (local.get $p) (local.get $n)))
        (local.set $out (i32.add (local.get $out) (local.get $n)))
        (br_if $bad (i32.ge_u (local.get $p) (local.get $limit)))
        (local.set $c (i32.load8_u (local.get $p)))
        (if (i32.eq (local.get $c) (i32.const 34))
          (then
            (i32.store (i32.const 128) (local.get $p))
            (return (local.get $out))))
        (br_if $bad (i32.ne (local.get $c) (i32.const 92)))
        (local.set $c (i32.load8_u offset=1 (local.get $p)))
        (if (i32.ne (local.get $c) (i32.const 117))
          (then
            (local.set $c (call $shortEscape (local.get $c)))
            (br_if $bad (i32.eqz (local.get $c)))
            (i32.store8 (local.get $out) (local.get $c))
            (local.set $out (i32.add (local.get $out) (i32.const 1)))
            (local.set $p (i32.add (local.get $p) (i32.const 2)))
            (br $next)))
        (local.set $c (call $hex4 (i32.add (local.get $p) (i32.const 2))))
        (br_if $bad (i32.lt_s (local.get $c) (i32.const 0)))
        (local.set $p (i32.add (local.get $p) (i32.const 6)))
        (if (i32.eq (i32.and (local.get $c) (i32.const 0xf800)) (i32.const 0xd800))
          (then
            (br_if $bad (i32.ge_u (local.get $c) (i32.const 0xdc00)))
            (br_if $bad (i32.ne (i32.load16_u (local.get $p)) (i32.const 0x755c)))
            (local.set $low (call $hex4 (i32.add (local.get $p) (i32.const 2))))
            (br_if $bad (i32.ne (i32.and (local.get $low) (i32.const 0xfffffc00)) (i32.const 0xdc00)))
            (local.set $p (i32.add (local.get $p) (i32.const 6)))
            (local.set $c (i32.add (i32.const 0x10000) (i32.or
              (i32.shl (i32.and (local.get $c) (i32.const 0x3ff)) (i32.const 10))
              (i32.and (local.get $low) (i32.const 0x3ff)))))))
        (local.set $out (call $utf8 (local.get $c) (local.get $out)))
        (br $next)))
    (i32.const 0))

  ;; XXH64 with seed 0 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), fed in pieces.
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
