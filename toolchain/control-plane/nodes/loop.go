package nodes

import (
	"context"
	"fmt"
	"os"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// A loop looks at each object of one kind whenever it changes, and again when it was asked to. Objects are looked at
// side by side, but never the same one twice at once.
type loop struct {
	queue workqueue.TypedRateLimitingInterface[string]
	// Brings one object further; the duration, when there is one, says when to look again.
	look func(ctx context.Context, key string) (time.Duration, error)
}

const lookers = 8

func newLoop(informer cache.SharedIndexInformer, look func(context.Context, string) (time.Duration, error)) *loop {
	queue := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]())
	add := func(object any) {
		if key, err := cache.MetaNamespaceKeyFunc(object); err == nil {
			queue.Add(key)
		}
	}
	_, _ = informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    add,
		UpdateFunc: func(_, object any) { add(object) },
	})
	return &loop{queue, look}
}

func (l *loop) run(ctx context.Context) {
	for range lookers {
		go func() {
			for l.next(ctx) {
			}
		}()
	}
	<-ctx.Done()
	l.queue.ShutDown()
}

func (l *loop) next(ctx context.Context) bool {
	key, ended := l.queue.Get()
	if ended {
		return false
	}
	defer l.queue.Done(key)
	again, err := l.look(ctx, key)
	if err != nil {
		l.retry(key, err)
		return true
	}
	l.queue.Forget(key)
	if again > 0 {
		l.queue.AddAfter(key, again)
	}
	return true
}

// An object that changed or went in the meantime is the usual case, and no word worth.
func (l *loop) retry(key string, err error) {
	if apierrors.IsNotFound(err) {
		l.queue.Forget(key)
		return
	}
	if !apierrors.IsConflict(err) {
		fmt.Fprintf(os.Stderr, "%s: %v\n", key, err)
	}
	l.queue.AddRateLimited(key)
}
