//! What processes have used so far: CPU time and resident memory, from /proc.

use crate::Error;

/// CPU seconds (user and system, all threads, finished ones too) of these processes together.
pub fn seconds(pids: &[u32]) -> Result<f64, Error> {
    let ticks_per_second = rustix::param::clock_ticks_per_second() as f64;
    let mut ticks = 0;
    for pid in pids {
        ticks += ticks_of(&std::fs::read_to_string(format!("/proc/{pid}/stat"))?)?;
    }
    Ok(ticks as f64 / ticks_per_second)
}

/// Resident memory of these processes together, in KiB.
pub fn resident_kib(pids: &[u32]) -> Result<u64, Error> {
    let mut sum = 0;
    for pid in pids {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        sum += number.ok_or("no VmRSS in /proc")?.parse::<u64>()?;
    }
    Ok(sum)
}

/// utime + stime of proc_pid_stat(5): the 14th and 15th field; the 2nd, in brackets, may hold spaces.
fn ticks_of(stat: &str) -> Result<u64, Error> {
    let (_, rest) = stat.rsplit_once(')').ok_or("no command in /proc stat")?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut next = || fields.next().ok_or("a short /proc stat");
    Ok(next()?.parse::<u64>()? + next()?.parse::<u64>()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn ticks_are_the_fourteenth_and_fifteenth_field() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 150 25 900 900 20 0 4 0";
        assert_eq!(super::ticks_of(stat).unwrap(), 175);
    }

    #[test]
    fn this_process_lives() {
        assert!(super::resident_kib(&[std::process::id()]).unwrap() > 0);
    }
}
