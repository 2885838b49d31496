package nodes

import (
	"fmt"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

// A life is what is known of a pod beyond its object, whose times are whole seconds.
type life struct {
	scheduled time.Time
	running   time.Time
	address   string
	// What was last written of it.
	reported string
	// The events that were written.
	told map[string]bool
}

// Lives hands out each pod's life; whoever got one is alone with it, since a pod is never looked at twice at once.
type lives struct {
	mutex sync.Mutex
	all   map[types.UID]*life
	count int
}

func newLives() *lives { return &lives{all: map[types.UID]*life{}} }

func (l *lives) of(uid types.UID) *life {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.all[uid] == nil {
		l.count++
		address := fmt.Sprintf("10.244.%d.%d", l.count/250%250, l.count%250+1)
		l.all[uid] = &life{scheduled: time.Now(), address: address, told: map[string]bool{}}
	}
	return l.all[uid]
}

func (l *lives) forget(uid types.UID) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.all, uid)
}
