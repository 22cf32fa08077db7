#!/bin/sh
# Calls a simulated handset, and shows what it heard: the words as text, and the sound that really arrived.
#
#   ringback serve &                                        a server, by its ready file (see RINGBACK_READY)
#   sh examples/voice/first_call.sh [+14155550123]
#
# Needs curl and python3. Ends with 0 if "Ahoy!" was heard, as words and as sound.
set -eu

ready=${RINGBACK_READY:-ringback-data/ready.json}
phone=${1:-+14155550123}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -r "$ready" ] || { echo "There is no server: $ready cannot be read. Start one: ringback serve" >&2; exit 2; }

say() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]] or "")' "$ready" "$1"; }
http=$(say http) sid=$(say account_sid) number=$(say number)
printf 'user = "%s:%s"\n' "$sid" "$(say auth_token)" > "$work/login"  # not on the command line, where others see it

ask() { curl -sS --fail-with-body --max-time 20 -K "$work/login" "$@"; }

# The handset answers at once and waits for us to speak.
ask -X PUT "$http/ringback/v1/Handsets/$phone" -H 'Content-Type: application/json' \
  -d '{"answer_after_s": 0, "then": [{"wait_s": 30}]}' > "$work/handset.json"

echo "$number calls $phone."
ask "$http/2010-04-01/Accounts/$sid/Calls.json" --data-urlencode "To=$phone" --data-urlencode "From=$number" \
  --data-urlencode 'Twiml=<Response><Pause length="1"/><Say>Ahoy!</Say><Pause length="1"/></Response>' > "$work/call.json"
call=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["sid"])' "$work/call.json")

# What the handset shows of this call: its state and where its sound is, once it has ended.
ended() {
  ask "$http/ringback/v1/Handsets/$phone/Calls" > "$work/calls.json"
  python3 - "$call" "$work" <<'PYTHON'
import json, sys

sid, work = sys.argv[1:]
for call in json.load(open(f"{work}/calls.json"))["items"]:
    if call["sid"] == sid and call["state"] == "ended":
        json.dump(call, open(f"{work}/heard.json", "w"))
        print(call["heard"]["audio_url"] or "none")
PYTHON
}

deadline=$(($(date +%s) + 30))
sound=$(ended)
while [ -z "$sound" ]; do
  [ "$(date +%s)" -lt "$deadline" ] || { echo "The call $call did not end within 30 s." >&2; exit 1; }
  sleep 0.3
  sound=$(ended)
done
[ "$sound" != none ] || { echo "The call $call was not answered." >&2; exit 1; }
ask -o "$work/heard.wav" "$sound"

python3 - "$work" <<'PYTHON'
import array, json, math, sys, wave

work = sys.argv[1]
call = json.load(open(f"{work}/heard.json"))
with wave.open(f"{work}/heard.wav") as file:
    rate = file.getframerate()
    samples = array.array("h", file.readframes(file.getnframes()))
frame = rate // 50
levels = []
for start in range(0, len(samples) - frame + 1, frame):
    mean = sum(sample * sample for sample in samples[start : start + frame]) / frame
    levels.append(10 * math.log10(max(mean, 1) / 32768**2))
loud = [place for place, level in enumerate(levels) if level > -40]
print(f"The handset heard {call['heard']['captions']} in {len(samples) / rate:.1f} s; {call['ended_by']} hung up.")
if not loud:
    sys.exit("Its recording is silent.")
mean = 10 * math.log10(sum(10 ** (levels[place] / 10) for place in loud) / len(loud))
start, end = loud[0] / 50, (loud[-1] + 1) / 50
print(f"There is sound from {start:.2f} s to {end:.2f} s, at {mean:.0f} dBFS.")
is_right = call["heard"]["captions"] == ["Ahoy!"] and 0.5 < start < 2.5 and 0.2 < end - start < 2.5 and -35 < mean < -6
print("Just so." if is_right else "That is not what was said.")
sys.exit(0 if is_right else 1)
PYTHON
