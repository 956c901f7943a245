/**
 * VERIFY.txt of every pack: how to check it with tools that every reader has. The lines behind four blanks are one script
 * for `sh`, run as they are.
 */
export const verifySteps = `HOW TO CHECK THIS PACK WITHOUT FIELDSEAL

You need: sh, unzip, sha256sum and the other coreutils, openssl 3, and poppler-utils for the last step.
root.pem is the root certificate of the installer company. Get it, or at least its SHA-256, from the company itself (contract,
telephone), never out of a pack: whoever can forge a pack can forge a root. A copy of this text from elsewhere is better too.

The lines below that begin with four blanks are one script. Copy them into a file (sed -n 's/^    //p' VERIFY.txt > check.sh),
fill in the first lines and run it with sh in an empty folder. Its last line says VALID, or NOT VALID and the step.

    P=\${P:-/path/to/pack.asice}     # the pack, absolute path
    ROOT=\${ROOT:-/path/to/root.pem} # root of the company, absolute path
    TSAROOT=\${TSAROOT:-}            # root of the timestamp authority, absolute path; empty where the pack has no timestamp
    SITE=\${SITE:-}                  # id of the site that it must be about; empty when you do not know it
    NONCE=\${NONCE:-}                # the challenge that you gave out for it; empty when you gave none
    REQUIRE_TS=\${REQUIRE_TS:-}      # yes: a pack without a timestamp is not enough for you

Step 0: one plain ZIP, nothing before it and nothing behind it.

    set -eu
    STEP=0
    trap 'if [ $? = 0 ]; then echo VALID; else echo "NOT VALID: step $STEP"; fi' EXIT
    [ "$(head -c 69 "$P" | tail -c 39)" = mimetypeapplication/vnd.etsi.asic-e+zip ]
    [ "$(tail -c 22 "$P" | head -c 4 | od -An -tx1 | tr -d ' ')" = 504b0506 ]

Step 1: every name once and harmless, regular files only, not too many, not too large.

    STEP=1
    [ "$(unzip -Z1 "$P" | wc -l)" -le 20000 ]
    [ -z "$(unzip -Z1 "$P" | sort -f | uniq -di)" ]
    [ -z "$(unzip -Z1 "$P" | grep -Ev '^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$')" ]
    [ -z "$(unzip -Z1 "$P" | grep -Ei '(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|/|$)|\\.(/|$)')" ]
    [ -z "$(unzip -Z "$P" | grep '^[lbcdps]')" ]
    unzip -Zt "$P" | awk '{ exit !($3 < 1073741824) }'
    unzip -tqq "$P"

Step 2: unpack it.

    STEP=2
    mkdir v
    unzip -q "$P" -d v
    cd v

Step 3: the timestamps, each judged at its own time. T is the earliest, or now where there is none.

    STEP=3
    T=$(date +%s)
    STAMPED=
    for S in timestamps/SHA256SUMS.p7s.*.tsr; do
      [ -e "$S" ] || continue
      STAMPED=yes
      W=$(date -u -d "$(openssl ts -reply -in "$S" -text 2> /dev/null | sed -n 's/^Time stamp: //p')" +%s)
      openssl ts -verify -attime "$W" -data SHA256SUMS.p7s -in "$S" -CAfile "$TSAROOT" > ../ts.txt 2>&1
      if [ "$W" -lt "$T" ]; then T=$W; fi
    done
    [ -z "$REQUIRE_TS" ] || [ -n "$STAMPED" ]
    [ -z "$(unzip -Z1 "$P" | grep '^timestamps/' | grep -Ev '/(SHA256SUMS\\.p7s\\.[0-9]{3}\\.tsr|signer\\.[0-9]{3}\\.crl|RENEWAL-[0-9]+\\.SHA512SUMS(\\.tsr)?)$')" ]
    for L in timestamps/RENEWAL-*.SHA512SUMS; do
      [ -e "$L" ] || continue
      W=$(date -u -d "$(openssl ts -reply -in "$L.tsr" -text 2> /dev/null | sed -n 's/^Time stamp: //p')" +%s)
      openssl ts -verify -attime "$W" -data "$L" -in "$L.tsr" -CAfile "$TSAROOT" > ../ts.txt 2>&1
      sha512sum --strict --quiet -c "$L"
    done

Step 4: the signature over the list of files, under the root of the company and no other; then who signed, and when they say.
Without -no-CApath and -no-CAstore openssl would trust every authority of your computer.

    STEP=4
    openssl cms -verify -cades -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile "$ROOT" -no-CApath -no-CAstore -attime "$T" -signer ../who.pem -out /dev/null
    openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -CAfile "$ROOT" -no-CApath -no-CAstore -attime "$T" -out /dev/null
    openssl x509 -in ../who.pem -noout -subject -fingerprint -sha256
    C=$(date -u -d "$(openssl cms -cmsout -print -noout -inform DER -in SHA256SUMS.p7s | sed -n '/signingTime/,/TIME:/s/.*TIME://p')" +%s)
    [ "$C" -ge "$(date -u -d "$(openssl x509 -in ../who.pem -noout -startdate | cut -d= -f2)" +%s)" ]
    [ "$C" -le $((T + 300)) ]
    [ -z "$STAMPED" ] || [ $((T - C)) -le 2592000 ]
    [ ! -e signer.crl ] || [ -z "$(openssl crl -in signer.crl -noout -text | grep -i "$(openssl x509 -in ../who.pem -noout -serial | cut -d= -f2)")" ]

Step 5: every listed file is what was signed. The customer's pack has the files of the second list too.

    STEP=5
    sha256sum --strict --quiet -c SHA256SUMS
    PRIVATE=$(cut -c67- SHA256SUMS.private | while read -r F; do [ ! -e "$F" ] || echo "$F"; done)
    [ -z "$PRIVATE" ] || sha256sum --strict --quiet -c SHA256SUMS.private

Step 6: no file that the lists do not name. sha256sum does not see an added file.

    STEP=6
    { cut -c67- SHA256SUMS; [ -z "$PRIVATE" ] || cut -c67- SHA256SUMS.private; printf '%s\\n' mimetype SHA256SUMS SHA256SUMS.p7s META-INF/ASiCManifest001.xml META-INF/signature001.p7s; } | sort > ../listed
    unzip -Z1 "$P" | grep -Ev '^(timestamps|countersignatures)/' | sort | cmp - ../listed

Step 7: what it is about, its log, and the report for people.

    STEP=7
    [ -z "$SITE" ] || grep -qxF "  \\"site\\": \\"$SITE\\"," pack.json
    [ -z "$NONCE" ] || grep -qxF "  \\"verifierNonce\\": \\"$NONCE\\"," pack.json
    [ "$(date -u -d "$(sed -n 's/^  "signedAtClaim": "\\(.*\\)",$/\\1/p' pack.json)" +%s)" = "$C" ]
    grep -qF "\\"resultsSha256\\": \\"$(sha256sum < results.json | cut -c-64)\\"" pack.json
    grep -qF "\\"lines\\": $(wc -l < log.ndjson | tr -d ' ')," pack.json
    grep -qF "\\"head\\": \\"$(tail -n 1 log.ndjson | tr -d '\\n' | sha256sum | cut -c-64)\\"" pack.json
    for J in countersignatures/*.json; do
      [ -e "$J" ] || continue
      openssl cms -verify -binary -inform DER -noverify -in "\${J%.json}.p7s" -content "$J" -signer ../co.pem -out /dev/null
      grep -qF "\\"signatureSha256\\": \\"$(sha256sum < SHA256SUMS.p7s | cut -c-64)\\"" "$J"
      grep -qF '"role": "approver"' "$J" || continue
      for L in signer.crl timestamps/signer.*.crl; do
        [ ! -e "$L" ] || [ -z "$(openssl crl -in "$L" -noout -text | grep -i "$(openssl x509 -in ../co.pem -noout -serial | cut -d= -f2)")" ]
      done
    done
    pdfsig report.pdf > ../pdfsig.txt
    grep -q 'Signature is Valid' ../pdfsig.txt
    grep -q 'Total document signed' ../pdfsig.txt
    pdfdetach -save 1 -o ../attached.json report.pdf
    cmp ../attached.json results.json
    pdftotext -layout report.pdf - | grep -qF "RESULTS-SHA256 $(sha256sum < results.json | cut -c-64)"

What remains for your own eyes: in pack.json the site, the challenge, the number in the row ("sequence") and the hash of the pack
before ("previousPackSha256SumsP7s": sha256sum of its SHA256SUMS.p7s), the devices that were seen and not assessed, how the key is
kept ("keyTier"); in results.json how much less than the baseline the checklist asks ("loosened"). report.html is what was signed,
but these steps do not hold its words against results.json: Fieldseal and verifier.html do. A countersignature proves who holds its
key: compare the fingerprint of its certificate with its owner.

What no signature proves: that the facts are true. The technician holds computer and key.
`
